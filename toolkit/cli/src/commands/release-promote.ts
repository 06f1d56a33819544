import type { Command } from 'commander'
import type { Cli } from '../cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import { takeStep } from '../release/change-release.ts'
import { getRunning } from '../release/find-release.ts'
import { addReasonOption, type ReasonFlag, reasonOf } from '../release/reason-option.ts'
import { describeRelease } from '../release/release-text.ts'

export function addReleasePromote(release: Command, cli: Cli): void {
  addCallerOptions(
    addReasonOption(
      release.command('promote <app-or-id>').description('Bring the running release to all tenants.'),
    ),
  ).action((appOrId: string, flags: CallerFlags & ReasonFlag) =>
    cli.withCaller(flags, async api => {
      const done = await takeStep(api, await getRunning(api, appOrId), 'promote', reasonOf(flags))
      const outcome = done.promotion
        ? 'Asked for: it takes effect when a second operator approves it (the same command, or the console)'
        : 'Promoted: all tenants have it at their next page'
      return { json: done, text: [outcome, ...describeRelease(done)] }
    }),
  )
}
