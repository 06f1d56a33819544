import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addOperatorOptions, type OperatorFlags } from '../connection/connection-options.ts'
import { jobLines } from '../job/job-text.ts'

interface Flags extends OperatorFlags {
  reason: string
}

export function addJobCancel(job: Command, cli: Cli): void {
  addOperatorOptions(
    job
      .command('cancel <job>')
      .description(
        'Begin no more companies; runners give up what they have under way within a third of the lease.',
      )
      .requiredOption('--reason <text>', 'for the audit'),
  ).action((id: string, { reason, ...flags }: Flags) =>
    cli.withOperator(flags, async api => {
      const cancelled = await api.call('cancelJob', { params: { id }, body: { reason } })
      return { json: cancelled, text: jobLines(cancelled, []) }
    }),
  )
}
