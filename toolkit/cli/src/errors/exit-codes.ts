/** What a CI job can branch on. The table is in docs/guides/ship-your-app.md. */
export const EXIT_CODES = {
  ok: 0,
  /** Refused, or failed for a reason of its own. */
  refused: 1,
  /** The command line is wrong; nothing was sent. */
  usage: 2,
  /** 401 and 403. */
  notAllowed: 3,
  /** 409 and 412: something else stands in the way, or changed meanwhile. */
  conflict: 4,
  /** No answer, or none in time. */
  unreachable: 5,
  /** `release watch`: the release was revoked. */
  aborted: 6,
} as const

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES]
