import type { LocalText } from '../model/rules.ts'

export interface AuditEntry {
  id: string
  at: string
  /** `user:<name>`, `token:<name>`, `guardrail` or `system`. */
  actor: string
  /** Such as `release.start`, `release.widen`, `artifact.publish`, `token.create`. */
  action: string
  /** Such as `release:01J...` or `artifact:sales@1.5.0`. */
  subject: string
  /** The title of a release, the name of a token; null where the subject says it itself, or there is no such thing (any more). */
  subjectName: LocalText | null
  reason: string | null
  /** What it was and became, where that can be said shortly. */
  change: Record<string, unknown>
}
