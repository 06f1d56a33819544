import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { ServiceInstance, Tag } from '@portico/release'
import type { Routing } from '../src/upstream/routing.ts'

interface Call {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** One running copy of the service `sales`; it remembers every call that reached it. */
export class FakeInstance {
  readonly calls: Call[] = []
  readonly tag: Tag
  readonly version: string
  /** Answers with its own revision, unless a test says otherwise. */
  answer = (_call: Call, response: ServerResponse): unknown => this.json(response, 200, this.revision)
  readonly #server: Server

  private constructor(tag: Tag, version: string) {
    this.tag = tag
    this.version = version
    this.#server = createServer(async (request, response) => {
      const { method = '', url: path = '', headers } = request
      const call = { method, path, headers, body: await text(request).catch(() => '') }
      this.calls.push(call)
      await this.answer(call, response)
    })
  }

  static async start(tag: Tag, version: string, port = 0): Promise<FakeInstance> {
    const instance = new FakeInstance(tag, version)
    await instance.listen(port)
    return instance
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get revision(): string {
    return `${this.tag}@${this.version}`
  }

  get registration(): ServiceInstance {
    const { tag, version, url } = this
    return { id: `${tag}-${this.port}`, service: 'sales', tag, version, url, isHealthy: true }
  }

  async listen(port: number): Promise<void> {
    this.#server.listen(port, '127.0.0.1')
    await once(this.#server, 'listening')
  }

  json(response: ServerResponse, status: number, value: unknown): void {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
  }

  /** As a killed process: what is open breaks, what comes is refused. */
  kill(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }
}

export function routingOf(tag: Tag, { isBreaking = false, release = 'r1' } = {}): Routing {
  return {
    snapshotId: `snapshot-${tag}`,
    lane: null,
    services: { sales: tag },
    breaking: new Set(isBreaking ? ['sales'] : []),
    releases: { sales: release },
  }
}
