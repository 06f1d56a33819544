import type { ServerResponse } from 'node:http'

/** On every answer, from the front path and from Egg's alike. Pages add their content security policy. */
export function setSecurityHeaders(response: ServerResponse, isHttps: boolean): void {
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'same-origin')
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  response.setHeader('cross-origin-resource-policy', 'same-origin')
  if (isHttps) response.setHeader('strict-transport-security', 'max-age=31536000')
}
