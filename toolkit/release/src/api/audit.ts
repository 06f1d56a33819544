export interface AuditEntry {
  id: string
  at: string
  /** `user:<name>`, `token:<name>`, `guardrail` or `system`. */
  actor: string
  /** Such as `release.start`, `release.widen`, `artifact.publish`, `token.create`. */
  action: string
  /** Such as `release:01J...` or `artifact:sales@1.5.0`. */
  subject: string
  reason: string | null
  /** What it was and became, where that can be said shortly. */
  change: Record<string, unknown>
}
