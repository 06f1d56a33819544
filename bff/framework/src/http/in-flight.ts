import { once } from 'node:events'
import type { Server, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { whenClosed } from '../exchange/when-closed.ts'

/** Open answers, so that a stop can let them finish: Egg's own stop cuts them. */
export class InFlight {
  readonly #open = new Set<ServerResponse>()
  #isDraining = false

  get isDraining(): boolean {
    return this.#isDraining
  }

  track(response: ServerResponse): void {
    this.#open.add(response)
    whenClosed(response, () => this.#open.delete(response))
    if (this.#isDraining) response.setHeader('connection', 'close')
  }

  /** From here on each answer asks its client to come back on a new connection, which a balancer sends elsewhere. */
  startDraining(): void {
    this.#isDraining = true
    for (const response of this.#open) {
      if (!response.headersSent) response.setHeader('connection', 'close')
    }
  }

  /** Takes no new connections, waits for the open answers at most `timeoutMs`, then closes what is left. */
  async finish(server: Server, timeoutMs: number): Promise<void> {
    this.startDraining()
    const closed = once(server, 'close')
    server.close()
    const abort = new AbortController()
    await Promise.race([this.#emptied(), sleep(timeoutMs, null, { signal: abort.signal })])
    abort.abort()
    server.closeAllConnections()
    await closed
  }

  async #emptied(): Promise<void> {
    await Promise.all(Array.from(this.#open, response => response.closed || once(response, 'close')))
    if (this.#open.size > 0) await this.#emptied()
  }
}
