import type { IncomingMessage } from 'node:http'
import { finished } from 'node:stream/promises'

const PATIENCE_MS = 5000

/** Reads on for 5 s after a refusal: a sender that is cut off while sending seldom receives the reason. */
export async function discardRest(request: IncomingMessage): Promise<void> {
  request.resume()
  await finished(request, { writable: false, signal: AbortSignal.timeout(PATIENCE_MS) }).catch(() => {})
}
