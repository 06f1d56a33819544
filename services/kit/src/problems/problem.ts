/** One place a request was wrong: a JSON pointer into the body, query or path. */
export interface FieldError {
  path: string
  code: string
  message: string
}

/** An expected failure, answered as RFC 9457 `application/problem+json`. Branch on `code`, never on the message. */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly facts: Record<string, unknown>

  constructor(
    code: string,
    entry: CatalogueEntry,
    detail: string,
    { facts = {}, cause }: { facts?: Record<string, unknown> | undefined; cause?: unknown } = {},
  ) {
    super(detail, { cause })
    this.name = 'Problem'
    this.code = code
    this.status = entry.status
    this.title = entry.title
    this.facts = facts
  }
}

export interface CatalogueEntry {
  status: number
  title: string
}

type Raise = (detail: string, facts?: Record<string, unknown>, cause?: unknown) => Problem

/** Turns a package's catalogue into constructors: `throw problems.NOT_FOUND('No customer c1.')`. */
export function defineProblems<Code extends string>(
  catalogue: Record<Code, CatalogueEntry>,
): Record<Code, Raise> {
  const entries = Object.entries<CatalogueEntry>(catalogue)
  const raisers = entries.map(([code, entry]): [string, Raise] => [
    code,
    (detail, facts, cause) => new Problem(code, entry, detail, { facts, cause }),
  ])
  return Object.fromEntries(raisers) as Record<Code, Raise>
}

/** What every service may answer; a service adds its own with `defineProblems`. */
export const problems = defineProblems({
  INVALID_REQUEST: { status: 400, title: 'The request is not valid' },
  INVALID_CURSOR: { status: 400, title: 'The cursor is not valid' },
  TENANT_REQUIRED: { status: 400, title: 'The request names no tenant' },
  CONTEXT_UNSIGNED: { status: 401, title: 'The context of the call is not signed' },
  CONTEXT_EXPIRED: { status: 401, title: 'The call was signed at another time' },
  CONTEXT_REPLAYED: { status: 401, title: 'The call was made before' },
  ACTOR_REQUIRED: { status: 403, title: 'The call names no actor' },
  PLATFORM_ONLY: { status: 403, title: 'Only the platform itself may do this' },
  NOT_FOUND: { status: 404, title: 'Not found' },
  CODE_TAKEN: { status: 409, title: 'The code is taken' },
  VERSION_CONFLICT: { status: 412, title: 'Changed by another user meanwhile' },
  UPLOAD_STALLED: { status: 408, title: 'The upload came to a halt' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is too large' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'The content type is not supported' },
  TENANT_MOVED: { status: 421, title: 'The company is in another cell' },
  IDEMPOTENCY_MISMATCH: { status: 422, title: 'The idempotency key was used for another request' },
  VERSION_REQUIRED: { status: 428, title: 'If-Match is required' },
  UPLOADS_BUSY: { status: 429, title: 'Too many uploads are under way' },
  CALLER_LEFT: { status: 499, title: 'The caller has left' },
  INTERNAL: { status: 500, title: 'Internal error' },
  UPSTREAM_BUSY: { status: 503, title: 'A service this one needs has too much to do' },
  UPSTREAM_UNAVAILABLE: { status: 503, title: 'A service this one needs is not available' },
  GRAY_UNAVAILABLE: { status: 503, title: 'The new version of a service is not available' },
  TENANT_MOVING: { status: 503, title: 'The company is being moved' },
  CLOCK_WRONG: { status: 503, title: 'The clock is wrong' },
  DRAINING: { status: 503, title: 'The service stops' },
  DATABASE_UNAVAILABLE: { status: 503, title: 'The database is not available' },
  DATABASE_BUSY: { status: 503, title: 'The database is busy' },
  DEADLINE_PASSED: { status: 504, title: 'The time that the caller had for it is over' },
  TIMEOUT: { status: 503, title: 'The request took too long' },
  DISK_FULL: { status: 507, title: 'There is too little space left' },
})
