/** Failures up to `freeFailures` cost nothing; from then on each doubles the wait. Times are seconds. */
export interface ThrottleRule {
  freeFailures: number
  firstDelay: number
  maxDelay: number
  /** So long after the last failure the count begins anew. */
  forgetAfter: number
}

const MINUTE = 60
const HOUR = 60 * MINUTE

export const THROTTLE_RULES = {
  /** One account, tried from one network: a guesser, or an owner who has forgotten the password. */
  pair: { freeFailures: 5, firstDelay: 2, maxDelay: 15 * MINUTE, forgetAfter: HOUR },
  /** One network, whatever names of whatever tenants: spraying. Offices share an address, so the longest wait is short. */
  network: { freeFailures: 30, firstDelay: 1, maxDelay: MINUTE, forgetAfter: 15 * MINUTE },
  /**
   * One account from anywhere: many machines, each within its own limit. NIST SP 800-63B-4, 3.2.2 allows 100 failures in
   * a row. The longest wait is short, for the owner may sit at a new browser at that moment.
   */
  account: { freeFailures: 100, firstDelay: 1, maxDelay: 30, forgetAfter: 24 * HOUR },
  /** A browser the account has logged in with, in place of all three above. */
  browser: { freeFailures: 10, firstDelay: 2, maxDelay: 15 * MINUTE, forgetAfter: HOUR },
  /** Codes of the second step, from anywhere: who tries one knows the password. */
  code: { freeFailures: 5, firstDelay: 5, maxDelay: 15 * MINUTE, forgetAfter: 24 * HOUR },
} satisfies Record<string, ThrottleRule>

/** How long the next attempt has to wait after so many failures. */
export function delayAfter(failures: number, { freeFailures, firstDelay, maxDelay }: ThrottleRule): number {
  if (failures < freeFailures) return 0
  return Math.min(maxDelay, firstDelay * 2 ** Math.min(failures - freeFailures, 30))
}
