import type { ServerResponse } from 'node:http'

const WAITING = Symbol('what waits for the end of the answer')

/** On the response itself: a table of such short-lived objects costs more to collect than all else here. */
interface Watched extends ServerResponse {
  [WAITING]?: (() => void)[]
}

/**
 * Runs `work` once the answer is closed: sent to its end, or broken off. One listener a response, however many parts of the
 * gateway ask: with those of Egg and of a stream they were more than Node takes for sound.
 */
export function whenClosed(response: ServerResponse, work: () => void): void {
  const watched: Watched = response
  const known = watched[WAITING]
  if (known) return void known.push(work)
  const all = [work]
  watched[WAITING] = all
  response.once('close', () => {
    for (const each of all) each()
  })
}
