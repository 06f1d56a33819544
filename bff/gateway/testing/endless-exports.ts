import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Visitor } from './test-stack.ts'

const ROW = 'T-1,2026-07-01,tea,2,9.90\r\n'
const ROW_EVERY_MS = 20

/** What a browser has of a file so far. */
export interface Download {
  readonly state: 'OPEN' | 'COMPLETE' | 'BROKEN'
  readonly bytes: number
  cancel(): Promise<void>
}

/** A service whose exports never come to an end. */
export class EndlessExports {
  readonly #server: Server
  readonly #open = new Set<ServerResponse>()
  readonly #rows: NodeJS.Timeout

  static async start(): Promise<EndlessExports> {
    const exports = new EndlessExports()
    await once(exports.#server.listen(0, '127.0.0.1'), 'listening')
    return exports
  }

  private constructor() {
    this.#server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/csv' })
      response.write(ROW)
      this.#open.add(response)
      response.once('close', () => this.#open.delete(response))
    })
    this.#rows = setInterval(() => {
      for (const response of this.#open) response.write(ROW)
    }, ROW_EVERY_MS)
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  get openCount(): number {
    return this.#open.size
  }

  /** Resolves when the first row is there. */
  async open(visitor: Visitor): Promise<Download> {
    const { status, body } = await visitor.fetch('/api/exports/orders')
    if (status !== 200 || !body) throw new Error(`The export was answered with ${status}.`)
    return follow(body)
  }

  stop(): Promise<void> {
    clearInterval(this.#rows)
    this.#server.closeAllConnections()
    return new Promise(resolve => this.#server.close(() => resolve()))
  }
}

async function follow(body: ReadableStream<Uint8Array>): Promise<Download> {
  const reader = body.getReader()
  const download = { state: 'OPEN' as Download['state'], bytes: 0, cancel: () => reader.cancel() }
  const readOne = async () => {
    const { done, value } = await reader.read()
    if (done) download.state = 'COMPLETE'
    download.bytes += value?.length ?? 0
  }
  const readAll = async () => {
    while (download.state === 'OPEN') await readOne()
  }
  await readOne()
  readAll().catch(() => {
    download.state = 'BROKEN'
  })
  return download
}
