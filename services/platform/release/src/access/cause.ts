import type { Actor } from './actor.ts'

/** How many tenants there are; null where the number is not known now. */
export type CountTenants = () => Promise<number | null>

/** Who changes something and why, for the audit. */
export interface Cause {
  /** `user:<name>`, `token:<name>`, `guardrail` or `system`. */
  actor: string
  reason: string | null
}

/** Of a change that may need a second operator. */
export interface PersonCause extends Cause {
  /** Who answers for it: of a token its maker. */
  person: string
  /** A person by name, no token and no process: who may approve. */
  isOperator: boolean
  countTenants: CountTenants
  /** A step of a plan that a second operator has approved, or that needs none. */
  isApproved?: boolean
}

/** Of a step of a release. */
export interface StepCause extends PersonCause {
  /** Matters to steps that revoke, and to a promotion whose guardrails do not say yes. */
  isForced?: boolean | undefined
}

export function causeOf(
  { name, person, kind }: Actor,
  reason: string | null | undefined,
  countTenants: CountTenants,
): PersonCause {
  return { actor: name, person, isOperator: kind === 'user', reason: reason ?? null, countTenants }
}
