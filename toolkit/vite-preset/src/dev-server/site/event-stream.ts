import type { ServerResponse } from 'node:http'

/** As many pages at once as one developer has open. */
const MAX_PAGES = 50
const HEARTBEAT_MS = 15_000

/** Says to all pages how things stand: whole, at the beginning and whenever it has changed, so that no page has to remember. */
export class EventStream {
  readonly #pages = new Set<ServerResponse>()
  #state = ''
  readonly #heartbeat: ReturnType<typeof setInterval>

  constructor() {
    this.#heartbeat = setInterval(() => this.#write(': here\n\n'), HEARTBEAT_MS)
    this.#heartbeat.unref()
  }

  get isRead(): boolean {
    return this.#pages.size > 0
  }

  open(response: ServerResponse): void {
    if (this.#pages.size >= MAX_PAGES) return void response.writeHead(503).end()
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    // The browser asks again this many ms after the connection was lost.
    response.write('retry: 500\n')
    response.write(messageOf(this.#state))
    this.#pages.add(response)
    response.once('close', () => this.#pages.delete(response))
  }

  set(state: unknown): void {
    const text = JSON.stringify(state)
    if (text === this.#state) return
    this.#state = text
    this.#write(messageOf(text))
  }

  close(): void {
    clearInterval(this.#heartbeat)
    for (const page of this.#pages) page.end()
  }

  #write(text: string): void {
    for (const page of this.#pages) page.write(text)
  }
}

function messageOf(state: string): string {
  return `data: ${state}\n\n`
}
