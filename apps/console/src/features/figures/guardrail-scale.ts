import type { GuardrailVerdict } from '@portico/release'

/** A guardrail as a picture: where both tags and the limit lie between 0 and 1. */
export interface GuardrailScale {
  gray: number | null
  stable: number | null
  /** Null while stable says nothing to be measured by. */
  limit: number | null
  /** In the unit of the metric. */
  limitValue: number | null
}

/** The limit stands at two thirds, so that there is room to see by how much it is passed. */
const LIMIT_PLACE = 2 / 3

/** For shares stable plus the limit, for p95 stable times the limit. */
export function limitOf({ guardrail, stable }: GuardrailVerdict): number | null {
  if (guardrail.metric === 'p95-ms') return stable === null ? null : stable * guardrail.limit
  return (stable ?? 0) + guardrail.limit
}

export function guardrailScale(verdict: GuardrailVerdict): GuardrailScale {
  const limitValue = limitOf(verdict)
  if (limitValue === null || limitValue === 0) {
    const top = Math.max(verdict.gray ?? 0, verdict.stable ?? 0, Number.EPSILON)
    const place = (value: number | null) => (value === null ? null : (value / top) * LIMIT_PLACE)
    return { gray: place(verdict.gray), stable: place(verdict.stable), limit: limitValue, limitValue }
  }
  const place = (value: number | null) =>
    value === null ? null : Math.min(1, (value / limitValue) * LIMIT_PLACE)
  return { gray: place(verdict.gray), stable: place(verdict.stable), limit: LIMIT_PLACE, limitValue }
}
