import { hash } from 'node:crypto'

/** A key that no other list of parts can make: each part is preceded by its length. */
export function cacheKey(parts: readonly string[]): string {
  return hash('sha256', parts.map(part => `${Buffer.byteLength(part)}:${part}`).join(''), 'base64url')
}
