import { DURATION_BOUNDS_MS } from '@portico/release'
import { quantileMs } from '../guardrails/histogram.ts'

export interface SumRow {
  count: number
  refused: number
  failures: number
  durations: number[]
}

/** Sums by position are four times as quick as unnested arrays. */
export const DURATION_SUMS = `array[${[...DURATION_BOUNDS_MS, 0].map((_bound, at) => `coalesce(sum(durations[${at + 1}]), 0)`).join()}]`

/** Of the columns that are counted. */
export const SUMS = `coalesce(sum(count), 0)::float8 as count, coalesce(sum(refused), 0)::float8 as refused,
  coalesce(sum(failures), 0)::float8 as failures,
  ${DURATION_SUMS}::float8[] as durations`

export function toFigures({ count, refused, failures, durations }: SumRow) {
  return {
    ...{ count, refused, failures },
    p50Ms: quantileMs(durations, 0.5),
    p95Ms: quantileMs(durations, 0.95),
  }
}
