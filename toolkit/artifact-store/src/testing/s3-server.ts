import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'

interface S3Options {
  /** Left out: 127.0.0.1. */
  host?: string
  /** Left out: a free one. */
  port?: number
  /** Where objects outlive the process; left out: nowhere. */
  folder?: string
}

/** Keeps objects as S3 does, path style, with two keys a page so that lists have several. */
export class S3Server {
  readonly objects = new Map<string, Buffer>()
  /** Requests that are refused with 503 before the next is served. */
  refusals = 0
  readonly #options: S3Options
  readonly #server = createServer((request, response) => void this.#serve(request, response))

  constructor(options: S3Options = {}) {
    this.#options = options
  }

  async start(): Promise<string> {
    const { host = '127.0.0.1', port = 0, folder } = this.#options
    if (folder) await this.#load(folder)
    this.#server.listen(port, host)
    await once(this.#server, 'listening')
    return `http://${host}:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    this.#server.close()
    await once(this.#server, 'close')
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = Buffer.concat(await request.toArray())
    const url = new URL(request.url ?? '', 'http://s3')
    const key = decodeURIComponent(url.pathname).replace(/^\/[^/]+\/?/, '')
    if (!request.headers.authorization?.startsWith('AWS4-HMAC-SHA256'))
      return refuse(response, 403, 'AccessDenied')
    if (this.refusals > 0) {
      this.refusals--
      return refuse(response, 503, 'SlowDown')
    }
    if (request.method === 'PUT') await this.#put(key, body)
    if (request.method === 'DELETE') await this.#delete(key)
    if (request.method !== 'GET') return void response.end()
    if (key === '') return void response.end(this.#list(url.searchParams))
    const found = this.objects.get(key)
    return found ? void response.end(found) : refuse(response, 404, 'NoSuchKey')
  }

  async #load(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true })
    for (const name of await readdir(folder))
      this.objects.set(decodeURIComponent(name), await readFile(join(folder, name)))
  }

  async #put(key: string, body: Buffer): Promise<void> {
    const { folder } = this.#options
    if (folder) await writeFile(join(folder, encodeURIComponent(key)), body)
    this.objects.set(key, body)
  }

  async #delete(key: string): Promise<void> {
    const { folder } = this.#options
    if (folder) await rm(join(folder, encodeURIComponent(key)), { force: true })
    this.objects.delete(key)
  }

  #list(query: URLSearchParams): string {
    const after = query.get('continuation-token') ?? ''
    const prefix = query.get('prefix') ?? ''
    const keys = [...this.objects.keys()].sort().filter(key => key.startsWith(prefix) && key > after)
    const page = keys.slice(0, 2)
    const isTruncated = keys.length > page.length
    const next = isTruncated ? `<NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : ''
    const contents = page.map(key => `<Contents><Key>${key}</Key></Contents>`).join('')
    return `<ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${next}${contents}</ListBucketResult>`
  }
}

function refuse(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' })
  response.end(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}
