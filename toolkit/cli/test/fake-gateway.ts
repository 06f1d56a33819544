import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type {
  Artifact,
  AuditEntry,
  BaselineEntry,
  Explanation,
  GatewayStanding,
  Release,
  TokenInfo,
} from '@portico/release'
import { fakeRoutes } from './fake-routes.ts'

/** A token that may everything, and the operator of the fake. */
export const goodToken = `ptk_${'a'.repeat(43)}`
export const operator = { tenant: 'platform', username: 'operator', password: 'let me in' }
export const newSecret = `ptk_${'n'.repeat(43)}`

export interface Seen {
  method: string
  /** Path and query. */
  url: string
  headers: IncomingHttpHeaders
  body: Buffer
}

interface Problem {
  status: number
  code: string
  detail: string
  facts?: Record<string, unknown>
}

export interface FakeAnswer {
  status: number
  body?: unknown
  headers?: Record<string, string>
}

/** The part of the gateway's API that the program calls, kept in memory; what was asked can be looked at. */
export class FakeGateway {
  readonly seen: Seen[] = []
  releases: Release[] = []
  artifacts: Artifact[] = []
  audit: AuditEntry[] = []
  tokens: TokenInfo[] = []
  sets: BaselineEntry[] = [
    {
      revision: 7,
      baseline: { shell: '2.0.0', apps: { sales: '1.4.0', inventory: '1.0.0' }, shared: {}, services: {} },
      at: '2025-03-01T00:00:00.000Z',
      actor: 'system',
      reason: null,
      releaseId: null,
    },
  ]
  standing: GatewayStanding = {
    state: 'LIVE',
    rulesRevision: 412,
    confirmedAt: '2025-03-10T14:00:00.000Z',
    instances: [
      {
        id: 'i1',
        service: 'sales',
        tag: 'gray',
        version: '1.5.0',
        url: 'http://10.0.0.2:7016',
        isHealthy: true,
      },
      {
        id: 'i2',
        service: 'inventory',
        tag: 'stable',
        version: '1.0.0',
        url: 'http://10.0.0.3:7005',
        isHealthy: false,
      },
    ],
  }
  explanation: Explanation | null = null
  url = ''
  readonly #faults: {
    method: string
    path: RegExp
    answer: FakeAnswer | 'hang'
    times: number
    before?: () => void
  }[] = []
  readonly #server = createServer(async (request, response) => {
    const seen = await read(request)
    this.seen.push(seen)
    const answer = this.#answer(seen)
    if (answer === 'hang') return
    const headers = { 'content-type': 'application/json', ...answer.headers }
    response
      .writeHead(answer.status, headers)
      .end(answer.body === undefined ? '' : JSON.stringify(answer.body))
  })

  async start(): Promise<this> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
    return this
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  /** The next `times` such calls are refused as the gateway refuses them. */
  refuse(method: string, path: RegExp, { status, code, detail, facts }: Problem, times = 1): void {
    const body = { error: { code, message: detail, ...(facts && { details: facts }) } }
    this.#faults.push({ method, path, times, answer: { status, body } })
  }

  /** The next such call is answered with this. */
  answer(method: string, path: RegExp, answer: FakeAnswer): void {
    this.#faults.push({ method, path, times: 1, answer })
  }

  hang(method: string, path: RegExp): void {
    this.#faults.push({ method, path, times: 1, answer: 'hang' })
  }

  /** Something else happens just before the next such call is carried out. */
  meanwhile(method: string, path: RegExp, before: () => void): void {
    this.#faults.push({ method, path, times: 1, answer: { status: 0 }, before })
  }

  callsTo(method: string, path: RegExp): Seen[] {
    return this.seen.filter(call => call.method === method && path.test(call.url))
  }

  #answer(seen: Seen): FakeAnswer | 'hang' {
    const fault = this.#faults.find(
      ({ method, path, times }) => times > 0 && method === seen.method && path.test(seen.url),
    )
    if (fault) {
      fault.times -= 1
      fault.before?.()
      if (!fault.before) return fault.answer
    }
    return fakeRoutes(this, seen)
  }
}

async function read(request: IncomingMessage): Promise<Seen> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const { method = '', url = '', headers } = request
  return { method, url, headers, body: Buffer.concat(chunks) }
}
