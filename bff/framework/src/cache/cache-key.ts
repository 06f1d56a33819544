/** A beginning of keys that no other list of parts can make: each part is preceded by its length. */
export function keyPrefix(parts: readonly string[]): string {
  return parts.map(part => `${part.length}:${part}`).join('')
}
