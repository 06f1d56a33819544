import { AppError } from '../errors/app-error.ts'
import type { ErrorCode } from '../errors/catalogue.ts'

/** By the code of Node's error. */
const CODES: Readonly<Record<string, ErrorCode>> = {
  HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE',
  ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT',
}

/** What is no HTTP at all: Egg would answer it in HTML. */
export async function clientErrorAnswer(error: { code?: string }) {
  const known = CODES[error.code ?? '']
  const { status, code, message } = known
    ? new AppError(known)
    : new AppError('INVALID_REQUEST', 'This is not HTTP.')
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', connection: 'close' },
    body: JSON.stringify({ error: { code, message } }),
  }
}
