/** A beginning of keys that no other list of parts can make: each part is preceded by its length. */
export function keyPrefix(parts: readonly string[]): string {
  let prefix = ''
  for (const part of parts) prefix += `${part.length}:${part}`
  return prefix
}
