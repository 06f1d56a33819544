import type { ServerResponse } from 'node:http'

const waiting = new WeakMap<ServerResponse, (() => void)[]>()

/**
 * Runs `work` once the answer is closed: sent to its end, or broken off. One listener a response, however many parts of the
 * gateway ask: with those of Egg and of a stream they were more than Node takes for sound.
 */
export function whenClosed(response: ServerResponse, work: () => void): void {
  const known = waiting.get(response)
  if (known) return void known.push(work)
  const all = [work]
  waiting.set(response, all)
  response.once('close', () => {
    for (const each of all) each()
  })
}
