/** Who changes something and why, for the audit. */
export interface Cause {
  /** `user:<name>`, `token:<name>`, `guardrail` or `system`. */
  actor: string
  reason: string | null
}
