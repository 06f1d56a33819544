/**
 * Idempotency keys for one form: the same content sent again (a retry after a lost answer) has the same key, so that it
 * is booked once; changed content is a new attempt.
 */
export function createAttemptKeys(newKey: () => string = randomKey): (content: unknown) => string {
  let last: { content: string; key: string } | null = null
  return content => {
    const text = JSON.stringify(content)
    if (last?.content !== text) last = { content: text, key: newKey() }
    return last.key
  }
}

/** `crypto.randomUUID` is missing on plain-HTTP addresses, which a shop's own network may well use. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
