import type { AuditEntry, BaselineEntry } from '@portico/release'
import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import { formatTime } from '../output/format.ts'
import { parseCount } from '../output/parse-count.ts'
import { formatTable } from '../output/table.ts'
import type { CommandOutput } from '../output/terminal.ts'

const DEFAULT_COUNT = 30

interface Flags extends CallerFlags {
  count: number
  sets?: boolean
}

export function addHistory(program: Command, cli: Cli): void {
  addCallerOptions(
    program
      .command('history [app]')
      .description('Who changed what, and why; newest first.')
      .option('--count <number>', 'how many entries', parseCount, DEFAULT_COUNT)
      .option('--sets', 'the sets all tenants had, for "portico return"'),
  ).action((app: string | undefined, flags: Flags) =>
    cli.withCaller(flags, api => (flags.sets ? listSets(api, app, flags) : listChanges(api, app, flags))),
  )
}

async function listChanges(
  api: ReleaseClient,
  app: string | undefined,
  { count }: Flags,
): Promise<CommandOutput> {
  const entries = app === undefined ? await api.list('listAudit', {}, count) : await findOf(api, app, count)
  const rows = entries.map(({ at, actor, action, subject, reason }) => [
    formatTime(at),
    actor,
    action,
    subject,
    reason ?? '',
  ])
  return { json: entries, text: formatTable(['WHEN', 'WHO', 'WHAT', 'OF', 'WHY'], rows) }
}

/** The audit names releases by id, so that those of the app are looked up first. */
async function findOf(api: ReleaseClient, app: string, count: number): Promise<AuditEntry[]> {
  const releases = await api.list('listReleases', { app })
  const subjects = new Set(releases.map(({ id }) => `release:${id}`))
  const meant: AuditEntry[] = []
  for await (const entry of api.each('listAudit', {})) {
    if (subjects.has(entry.subject) || isAbout(entry.subject, app)) meant.push(entry)
    if (meant.length === count) break
  }
  return meant
}

/** Artifacts of the app, and what concerns every app: the baseline as a whole, the stop switch. */
function isAbout(subject: string, app: string): boolean {
  return subject.startsWith(`artifact:${app}@`) || !/^(artifact|release|token):/.test(subject)
}

async function listSets(
  api: ReleaseClient,
  app: string | undefined,
  { count }: Flags,
): Promise<CommandOutput> {
  const entries = await api.list('listBaselines', {}, count)
  const rows = entries.map(({ revision, at, actor, reason, baseline }) => [
    String(revision),
    formatTime(at),
    actor,
    describeSet(baseline, app),
    reason ?? '',
  ])
  return { json: entries, text: formatTable(['REVISION', 'SINCE', 'WHO', 'SET', 'WHY'], rows) }
}

function describeSet({ shell, apps, services }: BaselineEntry['baseline'], app: string | undefined): string {
  const versions = Object.entries({ ...(shell && { shell }), ...apps }).map(
    ([name, version]) => [name, `${name}@${version}`] as const,
  )
  const tags = Object.entries(services).map(([name, tag]) => [name, `${name}=${tag}`] as const)
  const meant = [...versions, ...tags].filter(([name]) => app === undefined || name === app)
  return meant.map(([, text]) => text).join(' ')
}
