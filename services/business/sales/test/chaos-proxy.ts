import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/**
 * `pass`: as if it were not there. `refuse`: the call never arrives. `hang`: it never arrives and no answer comes.
 * `lose`: the call is carried out, but its answer is lost. `fail`: 500.
 */
export type ChaosMode = 'pass' | 'refuse' | 'hang' | 'lose' | 'fail'

/** Stands before a real service and breaks on demand. */
export class ChaosProxy {
  mode: ChaosMode = 'pass'
  /** Runs once, after the next call was carried out and before it is answered. */
  afterNext: (() => Promise<void>) | null = null
  readonly calls: string[] = []
  readonly url: string
  readonly #server: Server

  private constructor(server: Server, target: string) {
    this.#server = server
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    server.on('request', (request, response) => void this.#handle(target, request, response))
  }

  static async start(target: string): Promise<ChaosProxy> {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return new ChaosProxy(server, target)
  }

  async stop() {
    this.#server.closeAllConnections()
    await new Promise(resolve => this.#server.close(resolve))
  }

  async #handle(target: string, request: IncomingMessage, response: ServerResponse) {
    const mode = this.mode
    this.calls.push(`${request.method} ${request.url}`)
    if (mode === 'hang') return
    if (mode === 'refuse') return request.socket.destroy()
    if (mode === 'fail') return response.writeHead(500).end('{}')
    const answer = await forward(target, request)
    const after = this.afterNext
    this.afterNext = null
    await after?.()
    if (mode === 'lose') return request.socket.destroy()
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
  }
}

async function forward(target: string, request: IncomingMessage) {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const hasBody = chunks.length > 0
  const answer = await fetch(new URL(request.url ?? '/', target), {
    method: request.method ?? 'GET',
    headers: forwarded(request),
    ...(hasBody ? { body: Buffer.concat(chunks) } : {}),
  })
  return { status: answer.status, body: await answer.text() }
}

const FORWARDED = ['baggage', 'content-type', 'idempotency-key']

function forwarded({ headers }: IncomingMessage): [string, string][] {
  return FORWARDED.flatMap(name => (headers[name] ? [[name, String(headers[name])] as [string, string]] : []))
}
