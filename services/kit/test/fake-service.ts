import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** `hang` takes a call and never answers it. */
type Mode = 'answer' | 'hang' | 'cut'

/** Stands for another service: writes down what it is sent, and answers `body` as JSON. */
export class FakeService {
  mode: Mode = 'answer'
  status = 200
  body: unknown = {}
  readonly seen: { method: string; path: string; headers: IncomingMessage['headers']; body: string }[] = []
  readonly url: string
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('request', async (request: IncomingMessage, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const { method = '', url: path = '', headers } = request
      this.seen.push({ method, path, headers, body: Buffer.concat(chunks).toString() })
      if (this.mode === 'cut') request.socket.destroy()
      if (this.mode !== 'answer') return
      response.writeHead(this.status, { 'content-type': 'application/json' }).end(JSON.stringify(this.body))
    })
  }

  static async start(): Promise<FakeService> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new FakeService(server)
  }

  async stop() {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }
}
