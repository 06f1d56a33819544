import { type Command, InvalidArgumentError } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addOperatorOptions, type OperatorFlags } from '../connection/connection-options.ts'
import { formatCount } from '../output/format.ts'

const DEFAULT_DAYS = 30
const MAX_DAYS = 3650

export function addGc(program: Command, cli: Cli): void {
  addOperatorOptions(
    program
      .command('gc')
      .description('Delete artifacts that nothing names any more.')
      .option('--days <number>', 'keep what a page was served with this lately', parseDays, DEFAULT_DAYS)
      .option('--dry-run', 'only say what would be deleted'),
  ).action((flags: OperatorFlags & { days: number; dryRun?: boolean }) =>
    cli.withOperator(flags, async api => {
      const isDryRun = flags.dryRun ?? false
      const body = { retentionDays: flags.days, isDryRun }
      const outcome = await api.call('collectGarbage', { body })
      const verb = isDryRun ? 'would be deleted' : 'deleted'
      return {
        json: { ...outcome, isDryRun },
        text: [
          ...outcome.deleted.map(label => `  ${label}`),
          `${formatCount(outcome.deleted.length, 'artifact')} ${verb}, ${outcome.kept} kept`,
        ],
      }
    }),
  )
}

function parseDays(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 0 && days <= MAX_DAYS) return days
  throw new InvalidArgumentError(`Give 0 to ${MAX_DAYS} whole days.`)
}
