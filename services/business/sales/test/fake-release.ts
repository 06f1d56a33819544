import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What the release service answers about the routing of a tenant, and nothing else. */
export class FakeRelease {
  readonly url: string
  /** Tenants whose sales are gray. */
  readonly gray = new Set<string>()
  isDown = false
  readonly #server: Server

  private constructor(server: Server) {
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('request', (request, response) => this.#answer(request, response))
  }

  static async start(): Promise<FakeRelease> {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return new FakeRelease(server)
  }

  async stop() {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  #answer(request: IncomingMessage, response: ServerResponse) {
    if (this.isDown) return request.socket.destroy()
    request.resume()
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(this.#bodyFor(request.url ?? '')))
  }

  #bodyFor(path: string) {
    const [, what, tenantId = ''] = path.split('/')
    if (what !== 'routing') return { revision: 1, instances: [] }
    return { tenantId, services: this.gray.has(tenantId) ? { sales: 'gray' } : {}, revision: 1 }
  }
}
