import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addCallerOptions, type CallerFlags } from '../connection/connection-options.ts'
import { postStep } from '../release/change-release.ts'
import { getLastFull } from '../release/find-release.ts'
import { addReasonOption, type ReasonFlag, reasonOf } from '../release/reason-option.ts'
import { describeRelease } from '../release/release-text.ts'

export function addReleaseRollback(release: Command, cli: Cli): void {
  addCallerOptions(
    addReasonOption(
      release
        .command('rollback <app-or-id>')
        .description('Revoke what was promoted last (or what runs, where nothing was).')
        .option('--force', 'open tabs reload even with unsaved work'),
    ),
  ).action((appOrId: string, flags: CallerFlags & ReasonFlag & { force?: boolean }) =>
    cli.withCaller(flags, async api => {
      const step = { ...reasonOf(flags), isForced: flags.force ?? false }
      const seen = await getLastFull(api, appOrId)
      const done = await postStep(api, seen, 'rollback', step)
      const whose = seen.state === 'full' ? 'all tenants have what was before' : 'its tenants are back'
      return { json: done, text: [`Rolled back: ${whose}`, ...describeRelease(done)] }
    }),
  )
}
