import type { Browser } from './browser.ts'

/** One live stream, read as it comes. */
export class LiveStream {
  readonly response: Response
  readonly #closing: AbortController
  text = ''
  isEnded = false

  private constructor(response: Response, closing: AbortController) {
    this.response = response
    this.#closing = closing
    void this.#read()
  }

  static async open(browser: Pick<Browser, 'fetch'>): Promise<LiveStream> {
    const closing = new AbortController()
    const response = await browser.fetch('/api/live', { signal: closing.signal })
    return new LiveStream(response, closing)
  }

  /** What the events of this type said. */
  dataOf(type: string): unknown[] {
    const frames = this.text.split('\n\n').filter(frame => frame.startsWith(`event: ${type}\n`))
    return frames.map(frame => JSON.parse(/^data: (.*)$/m.exec(frame)?.[1] ?? 'null'))
  }

  close(): void {
    this.#closing.abort()
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder()
    try {
      for await (const bytes of this.response.body ?? []) this.text += decoder.decode(bytes, { stream: true })
    } catch {
      // Broken off.
    }
    this.isEnded = true
  }
}
