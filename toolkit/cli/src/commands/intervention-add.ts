import { INTERVENTION_KINDS, type InterventionKind } from '@portico/release'
import { Argument, type Command, Option } from 'commander'
import type { Cli } from '../command-line/cli.ts'
import { addOperatorOptions, type OperatorFlags } from '../connection/connection-options.ts'
import { parseWhole } from '../output/parse-count.ts'
import { formatEffect } from '../release/effect-text.ts'
import { type EffectFlags, effectOf } from '../release/intervention-effect.ts'

interface Flags extends OperatorFlags, EffectFlags {
  minutes: number
  owner?: string
  reason: string
}

const DEFAULT_MINUTES = 60
const MAX_MINUTES = 7 * 24 * 60

/** Only for operators: it concerns the traffic of others at once. */
export function addInterventionAdd(intervention: Command, cli: Cli): void {
  addOperatorOptions(
    intervention
      .command('add')
      .description(
        'Limit an operation or a tenant, block an operation, degrade a field, weigh an instance, or give a tenant another budget. All gateways have it within a second; it ends by itself, and takes the place of one about the same.',
      )
      .addArgument(new Argument('<kind>', 'what is done').choices(INTERVENTION_KINDS))
      .argument('[subject]', 'the operation, the field as Type.field, or the id of the instance')
      .option('--tenant <tenant>', 'only for this company; of limit and budget, the company itself')
      .addOption(
        new Option('--per-second <calls>', 'limit: calls a second').argParser(parseWhole(1, 1_000_000)),
      )
      .addOption(
        new Option(
          '--percent <percent>',
          'weigh: of its turns, 0 drains it; budget: of what a company may spend',
        ).argParser(parseWhole(0, 1_000)),
      )
      .addOption(
        new Option('--minutes <minutes>', 'until it ends, seven days at most')
          .default(DEFAULT_MINUTES)
          .argParser(parseWhole(1, MAX_MINUTES)),
      )
      .option('--owner <name>', 'who answers for it (left out: the operator)')
      .requiredOption('--reason <text>', 'for the audit'),
  ).action((kind: InterventionKind, subject: string | undefined, flags: Flags) => {
    const effect = effectOf(kind, subject, flags)
    return cli.withOperator(flags, async api => {
      const { minutes, owner = flags.as.user, reason } = flags
      const made = await api.call('createIntervention', { body: { effect, owner, reason, minutes } })
      return {
        json: made,
        text: [`${formatEffect(effect)}, until ${made.endsAt}; intervention:${made.id} in the audit.`],
      }
    })
  })
}
