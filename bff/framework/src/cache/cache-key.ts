import { createHash } from 'node:crypto'

/** A key that no other list of parts can make: each part is preceded by its length. */
export function cacheKey(parts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`)
  return hash.digest('base64url')
}
