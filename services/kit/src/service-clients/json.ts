import type { Exchange } from '@portico/service-client'

export interface JsonAnswer {
  status: number
  /** Null when it is no JSON. */
  body: unknown
}

export function jsonAnswerOf({ status, body }: Exchange): JsonAnswer {
  try {
    return { status, body: JSON.parse(body.toString()) }
  } catch {
    return { status, body: null }
  }
}

/** What is sent of a value, and the header that says so; nothing for `undefined`. */
export function writeJson(value: unknown): { type: Record<string, string>; text: string | null } {
  if (value === undefined) return { type: {}, text: null }
  return { type: { 'content-type': 'application/json' }, text: JSON.stringify(value) }
}

/** A path as a request line will have it: what may not stand there is escaped. */
export function asSent(path: string): string {
  const { pathname, search } = new URL(path, 'http://service')
  return pathname + search
}
