import type { IncomingMessage } from 'node:http'
import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'

const LINGER_MS = 3_000

/**
 * Reads what is left of a refused body, for a moment: a client that is cut off while it still sends sees a broken
 * connection and never the refusal.
 */
export async function discardBody(request: IncomingMessage): Promise<void> {
  if (request.complete || request.destroyed) return
  const abort = new AbortController()
  request.resume()
  const ended = finished(request, { writable: false }).catch(() => null)
  await Promise.race([ended, sleep(LINGER_MS, null, { signal: abort.signal })])
  abort.abort()
}
