import type { Baseline } from '../rules.ts'

export interface BaselineEntry {
  revision: number
  baseline: Baseline
  at: string
  actor: string
  reason: string | null
  /** Of the release that was promoted or rolled back, if that made it. */
  releaseId: string | null
}
