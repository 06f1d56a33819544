import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** What is wrong with an instance. */
export interface Behaviour {
  /** What a call takes in it. */
  workMs: number
  /** Calls it does at once; the others wait in it. Left out: all. */
  places?: number
  /** Of its answers, by turns. */
  failedShare?: number
  hangs?: boolean
}

/** One instance of a service, with a fault or without one. */
export class BenchInstance {
  readonly url: string
  /** Calls that came. */
  count = 0
  readonly #server: Server
  readonly #behaviour: Behaviour
  readonly #waiting: (() => void)[] = []
  #active = 0

  private constructor(server: Server, behaviour: Behaviour) {
    this.#server = server
    this.#behaviour = behaviour
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('request', (request, response: ServerResponse) => {
      request.resume()
      this.count += 1
      if (!behaviour.hangs) void this.#answer(response, this.count)
    })
  }

  static async start(behaviour: Behaviour): Promise<BenchInstance> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new BenchInstance(server, behaviour)
  }

  stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  async #answer(response: ServerResponse, turn: number): Promise<void> {
    const { workMs, places = Number.POSITIVE_INFINITY, failedShare = 0 } = this.#behaviour
    if (this.#active >= places) await new Promise<void>(resolve => this.#waiting.push(resolve))
    else this.#active += 1
    await sleep(workMs)
    const isFailed = Math.floor(turn * failedShare) > Math.floor((turn - 1) * failedShare)
    response.writeHead(isFailed ? 500 : 200).end('done')
    const next = this.#waiting.shift()
    if (next) next()
    else this.#active -= 1
  }
}
