import { AppError } from './app-error.ts'
import { type ErrorCode, SHORT_RETRY_SECONDS } from './catalogue.ts'

/** What a service answered instead of doing it: its problem document, and the status it came with. */
export interface Refusal {
  service: string
  code: string
  status: number
  message: string
  details: Record<string, unknown> | undefined
}

/** Clients log out, reload or send again by these, so the gateway alone may say them. */
const OWN_CODES: ReadonlySet<string> = new Set<ErrorCode>([
  'CROSS_SITE',
  'CSRF_REQUIRED',
  'INTERNAL',
  'PERSISTED_QUERY_MISMATCH',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'PERSISTED_QUERY_REQUIRED',
  'SESSION_CHANGED',
  'SESSION_ENDED',
  'SHUTTING_DOWN',
  'UNAUTHENTICATED',
  'UPSTREAM_INVALID',
  'UPSTREAM_REFUSED',
])

/** How every catalogue writes its codes. */
const CODE_PATTERN = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/
const MAX_CODE_CHARACTERS = 64
/** Of what no catalogue describes, as far as a person looks at it. */
const MAX_MESSAGE_CHARACTERS = 500
const MAX_DETAILS_CHARACTERS = 2_000

/**
 * The path of codes that come over the wire. The service's catalogue decides code and status. What cannot be one of its
 * codes, or is one of the gateway's own, is UPSTREAM_REFUSED, with the original code, status and text in `details`.
 */
export function serviceRefusal(refusal: Refusal): AppError {
  const { service, code, status, message, details } = refusal
  const options = { refusedBy: service }
  if (!isCodeOfService(code)) {
    const original = {
      code: code.slice(0, MAX_CODE_CHARACTERS),
      status,
      message: message.slice(0, MAX_MESSAGE_CHARACTERS),
      ...(details && isShort(details) && { details }),
    }
    return new AppError('UPSTREAM_REFUSED', `${service} refused it.`, { service, original }, options)
  }
  const retry = status === 429 && { retryAfterSeconds: SHORT_RETRY_SECONDS }
  return new AppError({ code, status, message, ...retry }, message, details, options)
}

function isShort(details: Record<string, unknown>): boolean {
  return JSON.stringify(details).length <= MAX_DETAILS_CHARACTERS
}

function isCodeOfService(code: string): boolean {
  return code.length <= MAX_CODE_CHARACTERS && CODE_PATTERN.test(code) && !OWN_CODES.has(code)
}
