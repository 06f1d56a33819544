import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fakeRoutes } from './fake-routes.ts'
import { type FakeAnswer, FakeState, type Seen } from './fake-state.ts'

interface Problem {
  status: number
  code: string
  detail: string
  facts?: Record<string, unknown>
}

/** The part of the gateway's API that the program calls, kept in memory; what was asked can be looked at. */
export class FakeGateway extends FakeState {
  readonly seen: Seen[] = []
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
      .end(answer.text ?? (answer.body === undefined ? '' : JSON.stringify(answer.body)))
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
