import { type Command, InvalidArgumentError } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import { postStep } from '../release/change-release.ts'
import { getRunning } from '../release/find-release.ts'
import { addReasonOption, type ReasonFlag, reasonOf } from '../release/reason-option.ts'
import { describeRelease } from '../release/release-text.ts'

export function addReleasePromote(release: Command, cli: Cli): void {
  addCallerOptions(
    addReasonOption(
      release
        .command('promote <app-or-id>')
        .description('Bring the running release to all tenants.')
        .option('--force', 'although its guardrails do not say yes; needs --reason'),
    ),
  ).action((appOrId: string, flags: CallerFlags & ReasonFlag & { force?: boolean }) =>
    cli.withCaller(flags, async api => {
      if (flags.force && !flags.reason?.trim()) throw new InvalidArgumentError('--force needs a --reason.')
      const step = { ...reasonOf(flags), ...(flags.force && { isForced: true }) }
      const done = await postStep(api, await getRunning(api, appOrId), 'promote', step)
      const outcome = done.promotion
        ? 'Asked for: it takes effect when a second operator approves it (the same command, or the console)'
        : 'Promoted: all tenants have it at their next page'
      return { json: done, text: [outcome, ...describeRelease(done)] }
    }),
  )
}
