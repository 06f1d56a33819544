import type { Guardrail, GuardrailMetric } from '@portico/release'

/** One guardrail as it is being typed. */
export interface GuardrailDraft {
  metric: GuardrailMetric
  isOn: boolean
  /** Percentage points, or times for p95. */
  limit: string
  minSamples: string
}

export interface GuardrailProblems {
  limit: Set<GuardrailMetric>
  minSamples: Set<GuardrailMetric>
}

const METRICS = ['load-failures', 'js-errors', 'upstream-errors', 'p95-ms'] as const

/** What a switch that is turned on begins with. */
const START: Record<GuardrailMetric, { limit: string; minSamples: string }> = {
  'load-failures': { limit: '5', minSamples: '20' },
  'js-errors': { limit: '5', minSamples: '20' },
  'upstream-errors': { limit: '2', minSamples: '50' },
  'p95-ms': { limit: '1.5', minSamples: '50' },
}

export const usualGuardrails: GuardrailDraft[] = METRICS.map(metric => ({
  metric,
  isOn: true,
  ...START[metric],
}))

export function guardrailDraftsOf(guardrails: readonly Guardrail[]): GuardrailDraft[] {
  return METRICS.map(metric => {
    const found = guardrails.find(each => each.metric === metric)
    if (!found) return { metric, isOn: false, ...START[metric] }
    // Rounded: 0.07 * 100 is not 7.
    const limit = metric === 'p95-ms' ? found.limit : Number((found.limit * 100).toFixed(6))
    return { metric, isOn: true, limit: String(limit), minSamples: String(found.minSamples) }
  })
}

export function checkGuardrails(drafts: readonly GuardrailDraft[]): GuardrailProblems {
  const on = drafts.filter(({ isOn }) => isOn)
  const badLimits = on.filter(({ metric, limit }) => {
    const number = numberOf(limit)
    return number === null || number < (metric === 'p95-ms' ? 1 : 0)
  })
  const badSamples = on.filter(({ minSamples }) => !/^([1-9]\d{0,5}|1000000)$/.test(minSamples.trim()))
  return {
    limit: new Set(badLimits.map(({ metric }) => metric)),
    minSamples: new Set(badSamples.map(({ metric }) => metric)),
  }
}

export function hasGuardrailProblems({ limit, minSamples }: GuardrailProblems): boolean {
  return limit.size > 0 || minSamples.size > 0
}

/** Of drafts without problems. */
export function guardrailsOf(drafts: readonly GuardrailDraft[]): Guardrail[] {
  return drafts
    .filter(({ isOn }) => isOn)
    .map(({ metric, limit, minSamples }) => ({
      metric,
      limit: metric === 'p95-ms' ? pointed(limit) : Number((pointed(limit) / 100).toFixed(8)),
      minSamples: Number(minSamples),
    }))
}

function numberOf(text: string): number | null {
  return /^\d{1,3}(\.\d{1,4}|,\d{1,2})?$/.test(text.trim()) ? pointed(text) : null
}

/** A comma is a decimal point, as in the shares of a plan; not before three digits, where it may part thousands. */
function pointed(text: string): number {
  return Number(text.replace(',', '.'))
}
