import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { AppError } from '../errors/app-error.ts'

export function sendText(
  response: ServerResponse,
  { status, contentType }: { status: number; contentType: string },
  text: string,
  headers: OutgoingHttpHeaders = {},
): void {
  const bytes = Buffer.byteLength(text)
  response.writeHead(status, { 'content-type': contentType, 'content-length': bytes, ...headers })
  response.end(response.req.method === 'HEAD' ? undefined : text)
}

export function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: OutgoingHttpHeaders = {},
): void {
  const contentType = 'application/json; charset=utf-8'
  sendText(response, { status, contentType }, JSON.stringify(value), {
    'cache-control': 'no-store',
    ...headers,
  })
}

/** `{error: {code, message, details}}`, and `Retry-After` where there is something to wait for. When the answer has begun already it can only be broken off. */
export function sendFault(
  response: ServerResponse,
  fault: AppError,
  headers: OutgoingHttpHeaders = {},
): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { code, status, message, details, retryAfterSeconds } = fault
  sendJson(
    response,
    status,
    { error: { code, message, ...(details && { details }) } },
    { ...headers, ...(retryAfterSeconds !== null && { 'retry-after': String(retryAfterSeconds) }) },
  )
}
