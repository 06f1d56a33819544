import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** One call a fake service got. */
export interface FakeCall {
  method: string
  path: string
  params: Record<string, string>
  query: URLSearchParams
  headers: IncomingMessage['headers']
  /** JSON where it was JSON, else the text. */
  body: unknown
  /** From the baggage; null when there was none. */
  tenantId: string | null
  userId: string | null
}

/** What it returns is answered as JSON with 200; a FakeAnswer says otherwise. */
export type FakeRoute = (call: FakeCall) => unknown

export class FakeAnswer {
  readonly status: number
  readonly body: unknown
  readonly contentType: string

  constructor(status: number, body: unknown, contentType = 'application/json') {
    this.status = status
    this.body = body
    this.contentType = contentType
  }

  static problem(status: number, code: string, facts: object = {}): FakeAnswer {
    const body = { type: 'about:blank', title: code, status, detail: `Refused: ${code}.`, code, ...facts }
    return new FakeAnswer(status, body, 'application/problem+json')
  }
}

/** A domain service played by a table of routes, `POST /orders/:id/confirm`; it remembers what it was asked. */
export class FakeService {
  readonly calls: FakeCall[] = []
  readonly #routes: Map<string, FakeRoute>
  readonly #server: Server = createServer((request, response) => void this.#answer(request, response))

  constructor(routes: Record<string, FakeRoute>) {
    this.#routes = new Map(Object.entries(routes))
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  start(): Promise<void> {
    return new Promise(resolve => this.#server.listen(0, '127.0.0.1', resolve))
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise(resolve => this.#server.close(() => resolve()))
  }

  /** Replaces a route, or adds one. */
  on(route: string, answer: FakeRoute): void {
    this.#routes.set(route, answer)
  }

  /** From now on every call is refused the way a broken service does. */
  breakDown(): void {
    for (const route of this.#routes.keys())
      this.on(route, () => FakeAnswer.problem(503, 'DATABASE_UNAVAILABLE', { host: 'db-7.internal' }))
  }

  /** `POST /orders/batch` for each call, in order. */
  get asked(): string[] {
    return this.calls.map(call => `${call.method} ${call.path}`)
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await readCall(request)
    const route = this.#match(call)
    this.calls.push(call)
    const value = route ? await route(call) : FakeAnswer.problem(404, 'NO_ROUTE')
    const { status, body, contentType } = value instanceof FakeAnswer ? value : new FakeAnswer(200, value)
    response.writeHead(status, { 'content-type': contentType })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

  #match(call: FakeCall): FakeRoute | null {
    for (const [pattern, route] of this.#routes) {
      const [method = '', path = ''] = pattern.split(' ')
      const match = new URLPattern({ pathname: path }).exec({ pathname: call.path })
      if (method !== call.method || !match) continue
      call.params = Object.fromEntries(
        Object.entries(match.pathname.groups).map(([name, value]) => [name, decodeURIComponent(value ?? '')]),
      )
      return route
    }
    return null
  }
}

async function readCall(request: IncomingMessage): Promise<FakeCall> {
  const url = new URL(request.url ?? '/', 'http://fake')
  const body = await text(request)
  const isJson = request.headers['content-type']?.startsWith('application/json')
  return {
    method: request.method ?? '',
    path: url.pathname,
    params: {},
    query: url.searchParams,
    headers: request.headers,
    body: isJson ? JSON.parse(body) : body,
    tenantId: baggageOf(request, 'portico.tenant'),
    userId: baggageOf(request, 'portico.user'),
  }
}

function baggageOf({ headers }: IncomingMessage, name: string): string | null {
  const member = String(headers.baggage ?? '')
    .split(',')
    .map(part => part.trim().split('='))
    .find(([key]) => key === name)
  return member?.[1] ? decodeURIComponent(member[1]) : null
}
