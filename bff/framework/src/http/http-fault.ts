import { GraphFault } from '../graphql/fault.ts'

const statusByCode: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  INVALID_REQUEST: 400,
  MALFORMED_JSON: 400,
  MALFORMED_PATH: 400,
  OPERATION_RESOLUTION_FAILURE: 400,
  OPERATION_TOO_COSTLY: 400,
  LOGIN_FAILED: 401,
  PENDING_LOGIN_ENDED: 401,
  SECOND_FACTOR_FAILED: 401,
  SECOND_FACTOR_REQUIRED: 401,
  SESSION_ENDED: 401,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CSRF_REQUIRED: 403,
  CROSS_SITE: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  BODY_TIMEOUT: 408,
  VERSION_CONFLICT: 412,
  BODY_TOO_LARGE: 413,
  FILE_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  VERSION_REQUIRED: 428,
  LOGIN_THROTTLED: 429,
  RATE_LIMITED: 429,
  TENANT_BUDGET_SPENT: 429,
  TENANT_BUSY: 429,
  TOO_MANY_CALLS: 429,
  TOO_MANY_STREAMS: 429,
  USER_BUDGET_SPENT: 429,
  INTERNAL: 500,
  UPSTREAM_INVALID: 502,
  DIRECTORY_AWAY: 503,
  GATEWAY_BUSY: 503,
  GRAY_UNAVAILABLE: 503,
  LOGIN_BUSY: 503,
  SESSIONS_FULL: 503,
  SESSION_UNAVAILABLE: 503,
  RULES_UNAVAILABLE: 503,
  SHUTTING_DOWN: 503,
  UPSTREAM_UNAVAILABLE: 503,
  UPSTREAM_TIMEOUT: 504,
}

const shortRetrySeconds = 5

export function statusOf(fault: GraphFault): number {
  return statusByCode[fault.code] ?? fault.status ?? 409
}

/** How long to wait, in seconds; null where that is not the matter. A refusal for too much always says one. */
export function retryAfterOf(fault: GraphFault): number | null {
  const seconds = fault.details?.retryAfterSeconds
  if (typeof seconds === 'number') return seconds
  return statusOf(fault) === 429 ? shortRetrySeconds : null
}

/** Anything thrown, as what a client may see. The second value says whether it was expected. */
export function asFault(error: unknown): { fault: GraphFault; isExpected: boolean } {
  if (error instanceof GraphFault) return { fault: error, isExpected: true }
  return { fault: new GraphFault('INTERNAL', 'Something went wrong here.'), isExpected: false }
}
