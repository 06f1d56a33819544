/** Who changes something and why, for the audit. */
export interface Cause {
  /** `user:<name>`, `token:<name>`, `guardrail` or `system`. */
  actor: string
  reason: string | null
}

/** Of a step of a release. */
export interface StepCause extends Cause {
  /** Who answers for it: of a token its maker. */
  person: string
  isToken: boolean
  /** Matters to those that take back. */
  isForced?: boolean | undefined
}
