import type { AuditEntry, BaselineEntry, GatewayStatus, ServiceInstance } from '@portico/release'
import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import { CliError } from '../errors/cli-error.ts'
import { EXIT_CODES } from '../errors/exit-codes.ts'
import type { CommandOutput } from '../output/terminal.ts'
import { isMeant } from '../release/find-release.ts'
import {
  describeRunning,
  describeStatus,
  describeStop,
  formatBaseline,
  formatInstances,
  type Running,
} from '../release/status-text.ts'

/** What only the release service knows. */
interface Known {
  baseline: BaselineEntry
  /** Who turned the stop switch, while it is on. */
  stop: AuditEntry | null
  releases: Running[]
}

export function addStatus(program: Command, cli: Cli): void {
  addCallerOptions(
    program
      .command('status [app]')
      .description('What runs: audience, gray against stable, guardrails, instances.'),
  ).action((app: string | undefined, flags: CallerFlags) => cli.withCaller(flags, api => status(api, app)))
}

/** The gateway answers for itself when the release service is away: that is the moment this command is for. */
async function status(api: ReleaseClient, app: string | undefined): Promise<CommandOutput> {
  const gateway = await api.ofGateway<GatewayStatus>('/gateway')
  const known = await findKnown(api, app).catch(error => asSilence(error))
  const instances = gateway.instances.filter(instance => isOf(instance, app, known))
  if (known instanceof CliError) {
    const { code, message } = known
    return {
      json: { gateway, baseline: null, releases: null, problem: { code, message } },
      text: [
        describeStatus(gateway),
        `What is released is not known: ${code}: ${message}`,
        ...formatInstances(instances),
      ],
      exitCode: EXIT_CODES.unreachable,
    }
  }
  return {
    json: { gateway, ...known },
    text: [
      describeStatus(gateway),
      ...(known.stop ? [describeStop(known.stop)] : []),
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
  const [baseline, running, [lastTurn]] = await Promise.all([
    api.call('getBaseline', {}),
    api.list('listReleases', { state: 'gray' }),
    api.list('listAudit', { subject: 'platform' }, 1),
  ])
  const stop = lastTurn?.action === 'platform.stop' ? lastTurn : null
  const meant = running.filter(release => app === undefined || isMeant(release, app))
  const releases = await Promise.all(
    meant.map(async release => ({
      release,
      figures: await api.call('getFigures', { params: { id: release.id }, query: {} }),
    })),
  )
  return { baseline, stop, releases }
}

function asSilence(error: unknown): CliError {
  if (error instanceof CliError && error.exitCode === EXIT_CODES.unreachable) return error
  throw error
}

function isOf({ service }: ServiceInstance, app: string | undefined, known: Known | CliError): boolean {
  if (app === undefined || service === app) return true
  return (
    !(known instanceof CliError) && known.releases.some(({ release }) => service in release.overlay.services)
  )
}
