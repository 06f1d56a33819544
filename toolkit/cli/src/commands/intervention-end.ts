import type { Command } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addOperatorOptions, type OperatorFlags } from '../connection/connection-options.ts'
import { addReasonOption, type ReasonFlag, reasonOf } from '../release/reason-option.ts'

export function addInterventionEnd(intervention: Command, cli: Cli): void {
  addOperatorOptions(
    addReasonOption(
      intervention
        .command('end <id>')
        .description('End an intervention before its time. One that has ended stays as it is.'),
    ),
  ).action((id: string, flags: OperatorFlags & ReasonFlag) =>
    cli.withOperator(flags, async api => {
      const ended = await api.call('endIntervention', { params: { id }, body: reasonOf(flags) })
      return { json: ended, text: [`Ended intervention:${id}`] }
    }),
  )
}
