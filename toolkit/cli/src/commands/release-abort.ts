import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import { postStep } from '../release/change-release.ts'
import { getRunning } from '../release/find-release.ts'
import { addReasonOption, type ReasonFlag, reasonOf } from '../release/reason-option.ts'
import { describeRelease } from '../release/release-text.ts'

export function addReleaseAbort(release: Command, cli: Cli): void {
  addCallerOptions(
    addReasonOption(
      release
        .command('abort <app-or-id>')
        .description('Take the running release back from its tenants.')
        .option('--force', 'open tabs reload even with unsaved work'),
    ),
  ).action((appOrId: string, flags: CallerFlags & ReasonFlag & { force?: boolean }) =>
    cli.withCaller(flags, async api => {
      const step = { ...reasonOf(flags), isForced: flags.force ?? false }
      const done = await postStep(api, await getRunning(api, appOrId), 'abort', step)
      return {
        json: done,
        text: ['Aborted: its tenants are back on the baseline', ...describeRelease(done)],
      }
    }),
  )
}
