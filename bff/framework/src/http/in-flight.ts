import { once } from 'node:events'
import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { whenClosed } from '../exchange/when-closed.ts'

const PLACE = Symbol('where the answer stands among the open ones')

interface Placed extends ServerResponse {
  [PLACE]?: number
}

/** What a client sends on a connection that is open comes within this, once no new ones are taken. */
const ARRIVAL_MS = 200

/** Open answers, so that a stop can let them finish: Egg's own stop cuts them. */
export class InFlight {
  /** In no order: the last one takes the place of one that has ended. A set of as many short-lived objects is dear to collect. */
  readonly #open: Placed[] = []
  #isDraining = false

  get isDraining(): boolean {
    return this.#isDraining
  }

  track(response: ServerResponse): void {
    const placed: Placed = response
    placed[PLACE] = this.#open.length
    this.#open.push(placed)
    whenClosed(response, () => this.#remove(placed))
    if (this.#isDraining) response.setHeader('connection', 'close')
  }

  /** From here on each answer asks its client to come back on a new connection, which a balancer sends elsewhere. */
  startDraining(): void {
    this.#isDraining = true
    for (const response of this.#open) {
      if (!response.headersSent) response.setHeader('connection', 'close')
    }
  }

  /**
   * Takes no new connections, answers what is on its way on those that are open, waits for the open answers at most `timeoutMs`,
   * then closes what is left.
   */
  async finish(server: Server, timeoutMs: number): Promise<void> {
    this.startDraining()
    const closed = once(server, 'close')
    // The `close` of HTTP also closes idle connections, and so resets one on which a request has just been sent.
    NetServer.prototype.close.call(server)
    await within(ARRIVAL_MS, closed)
    await within(timeoutMs, Promise.race([closed, this.#emptied()]))
    server.closeAllConnections()
    server.close()
    await closed
  }

  #remove(ended: Placed): void {
    const last = this.#open.pop()
    if (!last || last === ended) return
    const place = ended[PLACE] ?? 0
    last[PLACE] = place
    this.#open[place] = last
  }

  async #emptied(): Promise<void> {
    await Promise.all(Array.from(this.#open, response => response.closed || once(response, 'close')))
    if (this.#open.length > 0) await this.#emptied()
  }
}

async function within(ms: number, done: Promise<unknown>): Promise<void> {
  const abort = new AbortController()
  await Promise.race([done, sleep(ms, null, { signal: abort.signal })])
  abort.abort()
}
