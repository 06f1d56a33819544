const COMMON = [
  'x-content-type-options',
  'nosniff',
  'referrer-policy',
  'same-origin',
  'cross-origin-opener-policy',
  'same-origin',
  'cross-origin-resource-policy',
  'same-origin',
]
const OVER_HTTPS = [...COMMON, 'strict-transport-security', 'max-age=31536000']

/** On every answer, from the front path and from Egg's alike; names and values in turns. Pages add their content security policy. */
export function securityHeaders(isHttps: boolean): readonly string[] {
  return isHttps ? OVER_HTTPS : COMMON
}
