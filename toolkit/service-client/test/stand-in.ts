import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

interface SeenCall {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** What becomes of a call: a status, no answer ever, 200 or 503 after a while, or a connection that breaks. */
export type Behaviour = number | 'hang' | 'late' | 'late 503' | 'cut'

/** Longer than what is late by 95 of 100 answers, or the least time that counts as such. */
const LATE_MS = 150

/** Stands for one instance of a service: does what is listed, one entry a call, the last one for ever. */
export class StandIn {
  readonly seen: SeenCall[] = []
  behaviour: Behaviour[] = [200]
  body = 'done'
  /** Of answers with a status that is no 200. */
  headers: Record<string, string> = {}
  readonly url: string
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('request', async (request, response) => {
      const { method = '', url: path = '', headers } = request
      this.seen.push({ method, path, headers, body: await text(request).catch(() => '') })
      this.#answer(response)
    })
  }

  static async start(): Promise<StandIn> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new StandIn(server)
  }

  /** Breaks what is open; what comes later finds no connection. */
  stop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  #answer(response: ServerResponse): void {
    const [first = 200, ...rest] = this.behaviour
    if (rest.length > 0) this.behaviour = rest
    if (first === 'cut') response.destroy()
    else if (first === 'late') setTimeout(() => response.end(this.body), LATE_MS)
    else if (first === 'late 503') setTimeout(() => response.writeHead(503).end(), LATE_MS)
    else if (first !== 'hang') response.writeHead(first, first === 200 ? {} : this.headers).end(this.body)
  }
}
