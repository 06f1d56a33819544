import type { BaselineEntry } from '@portico/release'
import { type Command, InvalidArgumentError } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import type { ReleaseClient } from '../connection/release.client.ts'
import type { CommandOutput } from '../output/terminal.ts'
import { addReasonOption, type ReasonFlag, reasonOf } from '../release/reason-option.ts'
import { describeOverlay } from '../release/release-text.ts'

export function addReturn(program: Command, cli: Cli): void {
  addReasonOption(
    addCallerOptions(
      program.command('return').argument('<revision>', 'of "portico history --sets"', parseRevision),
    ),
  )
    .description('Give all tenants exactly the set of versions they had at this revision.')
    .action((revision: number, flags: CallerFlags & ReasonFlag) =>
      cli.withCaller(flags, api => returnTo(api, revision, flags)),
    )
}

async function returnTo(api: ReleaseClient, revision: number, flags: ReasonFlag): Promise<CommandOutput> {
  const before = await api.call('getBaseline', {})
  const after = await api.call('returnToBaseline', {
    body: { revision, ...reasonOf(flags) },
    revision: before.revision,
  })
  if (after.returning) {
    const text =
      'Asked for: it takes effect when a second operator gives the same command, or returns in the console'
    return { json: after, text: [text] }
  }
  const running = await api.list('listReleases', { state: 'gray' })
  const changes = listChanges(namesOf(before), namesOf(after))
  return {
    json: after,
    text: [
      `Returned to the set of revision ${revision}; it is revision ${after.revision} now`,
      ...(changes.length === 0 ? ['Nothing is different from before'] : changes),
      ...running.map(
        release => `  still over it for its tenants: ${describeOverlay(release.overlay)} (${release.id})`,
      ),
    ],
  }
}

function namesOf({ baseline }: BaselineEntry): Record<string, string> {
  const services = Object.entries(baseline.services).map(([name, tag]) => [`service ${name}`, tag])
  return { shell: baseline.shell, ...baseline.shared, ...baseline.apps, ...Object.fromEntries(services) }
}

function listChanges(before: Record<string, string>, after: Record<string, string>): string[] {
  const names = Object.keys({ ...before, ...after }).sort()
  return names.flatMap(name => {
    const [was, is] = [before[name] ?? 'none', after[name] ?? 'none']
    return was === is ? [] : [`  ${name}: ${was} -> ${is}`]
  })
}

function parseRevision(text: string): number {
  const revision = Number(text)
  if (Number.isSafeInteger(revision) && revision >= 0) return revision
  throw new InvalidArgumentError('Give a revision of "portico history --sets".')
}
