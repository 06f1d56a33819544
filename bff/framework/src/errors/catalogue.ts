/** One kind of failure that a client may see. */
export interface ErrorEntry {
  status: number
  /** Shown where the place that raises it has nothing more exact to say; holds no fact of the request. */
  message: string
  /** Seconds after which the same request may be sent again. Absent: it would fail alike, or it is unknown when it would not. */
  retryAfterSeconds?: number
}

const MOMENT = { status: 429, retryAfterSeconds: 5 }

/**
 * Every failure that the gateway itself answers with. The graph and plain HTTP read their codes, statuses and texts from
 * here alone. What one graph module refuses is an `ErrorKind` of that module; what a service refuses comes by
 * `serviceRefusal`.
 */
export const CATALOGUE = {
  BAD_REQUEST: { status: 400, message: 'The request is not one that any client needs.' },
  BAD_USER_INPUT: { status: 400, message: 'A variable of the operation is not of its type.' },
  GRAPHQL_PARSE_FAILED: { status: 400, message: 'The document cannot be read.' },
  GRAPHQL_VALIDATION_FAILED: { status: 400, message: 'The document does not fit the schema.' },
  INVALID_CURSOR: { status: 400, message: 'The cursor is not one of this list.' },
  INVALID_REQUEST: { status: 400, message: 'The request is not valid.' },
  MALFORMED_JSON: { status: 400, message: 'The JSON is not valid.' },
  MALFORMED_PATH: { status: 400, message: 'The path is not valid.' },
  OPERATION_RESOLUTION_FAILURE: { status: 400, message: 'It is unclear which operation is meant.' },
  OPERATION_TOO_COSTLY: { status: 400, message: 'The operation asks for too much at once.' },
  OVERRIDE_LINK_INVALID: { status: 400, message: 'The link was not made here, or not copied whole.' },
  PERSISTED_QUERY_MISMATCH: { status: 400, message: 'The id is not the hash of the query.' },
  PERSISTED_QUERY_NOT_FOUND: {
    status: 400,
    message: 'No published app has this operation; send its text.',
  },
  PERSISTED_QUERY_NOT_SUPPORTED: { status: 400, message: 'No texts of clients are kept here.' },
  PERSISTED_QUERY_REQUIRED: { status: 400, message: 'Only operations of published apps are run here.' },
  SSO_STATE_LOST: { status: 400, message: 'The log-in was begun elsewhere.' },
  JOB_GRANT_EXPIRED: { status: 401, message: 'The time in which the job holds the company has run out.' },
  JOB_GRANT_INVALID: { status: 401, message: 'This gateway has given no such grant to a job.' },
  SESSION_ENDED: { status: 401, message: 'The session was ended. Log in again.' },
  UNAUTHENTICATED: { status: 401, message: 'Log in first.' },
  CROSS_SITE: { status: 403, message: 'The request came from another site.' },
  CSRF_REQUIRED: { status: 403, message: 'The header x-portico-csrf: 1 is required.' },
  DEVELOPER_GRANTS_OFF: { status: 403, message: 'This gateway takes no tokens of developers.' },
  FORBIDDEN: { status: 403, message: 'The user may not do this.' },
  FORBIDDEN_SCOPE: { status: 403, message: 'The token may not do this.' },
  FRAME_NOT_GRANTED: { status: 403, message: 'The operator of the platform has granted the app no frame.' },
  OVERRIDE_LINK_EXPIRED: { status: 403, message: 'The time of the link has run out.' },
  OVERRIDE_LINK_REVOKED: { status: 403, message: 'An operator has revoked the link.' },
  OVERRIDE_LINK_FOREIGN: { status: 403, message: 'The link was made for another user.' },
  OVERRIDES_OFF: { status: 403, message: 'Here a tab may have only what a link for its user brings.' },
  JOB_DRY_RUN: { status: 403, message: 'The job tries what it would do: it writes nothing.' },
  NOT_FOUND: { status: 404, message: 'Not found.' },
  OVERRIDE_UNKNOWN: { status: 404, message: 'There is no such version.' },
  METHOD_NOT_ALLOWED: { status: 405, message: 'The method is not allowed here.' },
  BODY_TIMEOUT: { status: 408, message: 'The body did not arrive in time.' },
  REQUEST_TIMEOUT: { status: 408, message: 'The request did not arrive in time.' },
  SESSION_CHANGED: { status: 409, message: 'Another user has logged in meanwhile.' },
  VERSION_CONFLICT: { status: 412, message: 'It was changed meanwhile; read it again.' },
  BODY_TOO_LARGE: { status: 413, message: 'The body is too large.' },
  FILE_TOO_LARGE: { status: 413, message: 'The file is too large.' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'The content type is not supported.' },
  RATE_LIMITED: { ...MOMENT, message: 'Too many calls; wait a little.' },
  TENANT_BUDGET_SPENT: { ...MOMENT, message: 'Your company has asked for a great deal just now.' },
  TENANT_BUSY: { ...MOMENT, message: 'Too many calls of your company wait already.' },
  TOO_MANY_CALLS: { ...MOMENT, message: 'Too many calls are under way.' },
  TOO_MANY_STREAMS: { ...MOMENT, message: 'Too many live streams are open.' },
  USER_BUDGET_SPENT: { ...MOMENT, message: 'You have asked for a great deal just now.' },
  HEADERS_TOO_LARGE: { status: 431, message: 'The headers are too large.' },
  INTERNAL: { status: 500, message: 'Something went wrong here.' },
  UPSTREAM_INVALID: { status: 502, message: 'A service gave an answer that is not understood.' },
  UPSTREAM_REFUSED: { status: 502, message: 'A service refused for a reason that is not known here.' },
  GATEWAY_BUSY: { status: 503, message: 'There is more to do than can be done. Try again in a moment.' },
  GRAY_UNAVAILABLE: { status: 503, message: 'The new version of a service is not available.' },
  OPERATION_BLOCKED: {
    status: 503,
    message: 'An operator of the platform has switched this off for now. Nothing was done; try again later.',
  },
  RULES_UNAVAILABLE: { status: 503, message: 'No rules are known yet; try again in a moment.' },
  SESSIONS_FULL: { status: 503, message: 'There is no room for another session just now.' },
  SESSION_UNAVAILABLE: { status: 503, message: 'Sessions cannot be read just now.' },
  SHUTTING_DOWN: { status: 503, message: 'This gateway is being stopped.' },
  TENANT_MOVING: {
    status: 503,
    message: 'The data of your company are being moved. Nothing was done; try again in a moment.',
    retryAfterSeconds: 1,
  },
  TOKEN_NOT_CHECKED: {
    status: 503,
    message: 'What the token may do cannot be asked just now; nothing was done.',
    retryAfterSeconds: 5,
  },
  UPSTREAM_BUSY: {
    status: 503,
    message: 'A service has more to do than it can do now. Try again in a moment.',
    retryAfterSeconds: 1,
  },
  UPSTREAM_UNAVAILABLE: { status: 503, message: 'A service is not available.' },
  UPSTREAM_TIMEOUT: { status: 504, message: 'A service did not answer in time.' },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof CATALOGUE

/** Seconds, for a refusal with 429 that does not say how long. */
export const SHORT_RETRY_SECONDS = MOMENT.retryAfterSeconds
