import type { Baseline } from '../model/rules.ts'
import type { ApprovalRequest } from './releases.ts'

/** `POST /local/overlaid`: a local build that not every tenant gets, and what stands in its place. */
export interface OverlaidBuild {
  name: string
  /** What is served instead. */
  version: string
  built: string
  /** The release left running that says so; null: the baseline, by what was promoted or published. */
  releaseId: string | null
}

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
