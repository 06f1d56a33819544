import { DEFAULT_GUARDRAILS, type Guardrail, type GuardrailMetric } from '@portico/release'
import { type Command, InvalidArgumentError } from 'commander'

/** By metric; null: that metric guards nothing. */
export type WantedGuardrails = Partial<Record<GuardrailMetric, Guardrail | null>>

export interface GuardrailFlag {
  guardrail?: WantedGuardrails
}

const metrics = DEFAULT_GUARDRAILS.map(({ metric }) => metric)
const EXAMPLE = 'load-failures=0.05/20'

export function addGuardrailOption(command: Command): Command {
  return command.option(
    '--guardrail <metric=limit/samples>',
    `when it is aborted by itself, such as ${EXAMPLE}, p95-ms=1.5/50 or js-errors=off; of ${metrics.join(', ')}; may be repeated`,
    collectGuardrail,
  )
}

/** Throws what commander reports as wrong usage. */
function collectGuardrail(text: string, known: WantedGuardrails = {}): WantedGuardrails {
  const [, name, rest = ''] = /^([a-z0-9-]+)=(.+)$/.exec(text) ?? []
  const metric = metrics.find(one => one === name)
  if (!metric) throw new InvalidArgumentError(`Give it as ${EXAMPLE}; metrics are ${metrics.join(', ')}.`)
  if (metric in known) throw new InvalidArgumentError(`${metric} is given twice.`)
  return { ...known, [metric]: rest === 'off' ? null : readGuardrail(metric, rest) }
}

function readGuardrail(metric: GuardrailMetric, text: string): Guardrail {
  const [, limit, samples] = /^(\d{1,4}(?:\.\d{1,6})?)(?:\/(\d{1,7}))?$/.exec(text) ?? []
  if (limit === undefined || samples === '0') {
    throw new InvalidArgumentError(`Give it as ${EXAMPLE}: a number, a slash, how many samples it takes.`)
  }
  const usual = DEFAULT_GUARDRAILS.find(one => one.metric === metric)
  return { metric, limit: Number(limit), minSamples: samples ? Number(samples) : (usual?.minSamples ?? 1) }
}

/** What was said goes over what is there; a metric of which nothing was said stays guarded as it is. */
export function mergeGuardrails(present: readonly Guardrail[], wanted: WantedGuardrails): Guardrail[] {
  const kept = present.filter(({ metric }) => !(metric in wanted))
  return [...kept, ...Object.values(wanted).filter(guardrail => guardrail !== null)]
}
