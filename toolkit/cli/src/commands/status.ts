import type {
  BaselineEntry,
  GatewayStanding,
  Release,
  ReleaseFigures,
  ServiceInstance,
} from '@portico/release'
import type { Command } from 'commander'
import type { Cli } from '../cli.ts'
import { CliError } from '../cli-error.ts'
import { addTokenOptions, type TokenFlags } from '../connection/connection-options.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import { exitCodes } from '../exit-codes.ts'
import { formatTime } from '../output/format.ts'
import { formatTable } from '../output/table.ts'
import type { Report } from '../output/terminal.ts'
import { formatFigures, formatGuardrails } from '../release/figures-text.ts'
import { isMeant } from '../release/find-release.ts'
import { describeRelease } from '../release/release-text.ts'

interface Running {
  release: Release
  figures: ReleaseFigures
}

/** What only the release service knows. */
interface Known {
  baseline: BaselineEntry
  releases: Running[]
}

export function addStatus(program: Command, cli: Cli): void {
  addTokenOptions(
    program
      .command('status [app]')
      .description('What runs: audience, gray against stable, guardrails, instances.'),
  ).action((app: string | undefined, flags: TokenFlags) => cli.withToken(flags, api => status(api, app)))
}

/** The gateway answers for itself when the release service is away: that is the moment this command is for. */
async function status(api: ReleaseClient, app: string | undefined): Promise<Report> {
  const gateway = await api.get<GatewayStanding>('/gateway')
  const known = await findKnown(api, app).catch(error => asSilence(error))
  const instances = gateway.instances.filter(instance => isOf(instance, app, known))
  if (known instanceof CliError) {
    const { code, message } = known
    return {
      json: { gateway, baseline: null, releases: null, problem: { code, message } },
      text: [
        describeStanding(gateway),
        `What is released is not known: ${code}: ${message}`,
        ...formatInstances(instances),
      ],
      exitCode: exitCodes.unreachable,
    }
  }
  return {
    json: { gateway, ...known },
    text: [
      describeStanding(gateway),
      '',
      ...formatBaseline(known.baseline, app),
      ...(known.releases.length === 0
        ? ['', 'No release is running']
        : known.releases.flatMap(describeRunning)),
      '',
      ...formatInstances(instances),
    ],
  }
}

async function findKnown(api: ReleaseClient, app: string | undefined): Promise<Known> {
  const [baseline, running] = await Promise.all([
    api.get<BaselineEntry>('/baseline'),
    api.list<Release>('/releases', { state: 'gray' }),
  ])
  const meant = running.filter(release => app === undefined || isMeant(release, app))
  const releases = await Promise.all(
    meant.map(async release => ({
      release,
      figures: await api.get<ReleaseFigures>(`/releases/${release.id}/figures`),
    })),
  )
  return { baseline, releases }
}

function asSilence(error: unknown): CliError {
  if (error instanceof CliError && error.exitCode === exitCodes.unreachable) return error
  throw error
}

function isOf({ service }: ServiceInstance, app: string | undefined, known: Known | CliError): boolean {
  if (app === undefined || service === app) return true
  return (
    !(known instanceof CliError) && known.releases.some(({ release }) => service in release.overlay.services)
  )
}

function describeStanding({ state, rulesRevision, confirmedAt }: GatewayStanding): string {
  const meaning = state === 'STALE' ? ': the release service is away, the last good rules hold' : ''
  return `Rules ${state}${meaning} (revision ${rulesRevision}, confirmed ${formatTime(confirmedAt)})`
}

function formatBaseline({ revision, baseline }: BaselineEntry, app: string | undefined): string[] {
  const apps = Object.entries({ shell: baseline.shell, ...baseline.apps })
  const rows = apps.filter(([name]) => app === undefined || name === app)
  const tags = Object.entries(baseline.services).map(([name, tag]) => `  service ${name} -> ${tag}`)
  return [`Baseline, revision ${revision}`, ...rows.map(([name, version]) => `  ${name}@${version}`), ...tags]
}

function describeRunning({ release, figures }: Running): string[] {
  return [
    '',
    ...describeRelease(release),
    `  started   ${formatTime(release.startedAt)}`,
    `  last ${figures.minutes} min`,
    ...formatFigures(figures),
    ...formatGuardrails(figures.guardrails),
  ]
}

function formatInstances(instances: ServiceInstance[]): string[] {
  if (instances.length === 0) return ['No instance is registered']
  const rows = instances.map(({ service, tag, version, url, isHealthy }) => [
    service,
    tag,
    version,
    isHealthy ? 'healthy' : 'SILENT',
    url,
  ])
  return formatTable(['SERVICE', 'TAG', 'VERSION', 'HEALTH', 'URL'], rows)
}
