import { GraphError, type Locale } from '@portico/micro-app'
import { errorMessages } from './error-messages.ts'

const COMMON = [
  'NETWORK',
  'TIMEOUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_BUSY',
  'TENANT_MOVING',
  'VERSION_CONFLICT',
  'INVALID_REQUEST',
  'UPLOADS_BUSY',
  'UPLOAD_STALLED',
  'DISK_FULL',
  'OPERATION_BLOCKED',
  'RATE_LIMITED',
] as const

/** The code of a failed call; `UNEXPECTED` for anything that is no GraphError. */
export function errorCodeOf(error: unknown): string {
  return error instanceof GraphError ? error.code : 'UNEXPECTED'
}

/** Words an error by its code, never by its message. */
export function errorText(locale: Locale, error: unknown): string {
  const code = errorCodeOf(error)
  return errorMessages[locale][COMMON.find(common => common === code) ?? 'other']
}
