import type { Guardrail } from '@portico/release'

/** Twice of next to nothing is nothing: a 95th percentile must be worse by this much too. */
const NOISE_MS = 50

/** Whether gray is worse than stable by more than the guardrail allows. `stable` null: there is too little of it. */
export function isBreached({ metric, limit }: Guardrail, gray: number, stable: number | null): boolean {
  if (metric !== 'p95-ms') return gray > (stable ?? 0) + limit
  return stable !== null && gray > stable * limit && gray - stable > NOISE_MS
}
