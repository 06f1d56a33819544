import type { IncomingMessage } from 'node:http'
import { finished } from 'node:stream/promises'

const patienceMs = 5000

/** Reads on for a while after a refusal: who is cut off while sending seldom hears why. */
export async function discardRest(request: IncomingMessage): Promise<void> {
  request.resume()
  await finished(request, { writable: false, signal: AbortSignal.timeout(patienceMs) }).catch(() => {})
}
