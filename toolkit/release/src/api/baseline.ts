import type { Baseline } from '../rules.ts'
import type { ApprovalRequest } from './releases.ts'

export interface BaselineEntry {
  revision: number
  baseline: Baseline
  at: string
  actor: string
  reason: string | null
  /** Of the release that was promoted or rolled back, if that made it. */
  releaseId: string | null
  /** Of the baseline in force: one operator asked to return to this revision. */
  returning?: ApprovalRequest & { revision: number }
}
