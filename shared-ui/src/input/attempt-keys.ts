/** Gives each thing to be booked one idempotency key. */
export interface AttemptKeys {
  /** The same content sent again (a retry after a lost answer) has the same key; other content is a new attempt. */
  for(content: object): string
  /** What was sent is booked; the same content again is meant as another booking. */
  settle(): void
}

export function createAttemptKeys(newKey: () => string = randomKey): AttemptKeys {
  let last: { content: string; key: string } | null = null
  return {
    for(content) {
      const text = JSON.stringify(content)
      if (last?.content !== text) last = { content: text, key: newKey() }
      return last.key
    },
    settle() {
      last = null
    },
  }
}

/** `crypto.randomUUID` is missing on plain-HTTP addresses, which a shop's own network may well use. */
export function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}
