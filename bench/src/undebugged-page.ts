import type { Browser, CDPSession } from '@playwright/test'

const VIEWPORT = { width: 1360, height: 850 }
const CALL_TIMEOUT_MS = 60_000

interface Cookie {
  name: string
  value: string
  domain: string
  path: string
}

interface Message {
  id?: number
  method?: string
  params?: Record<string, unknown>
  result?: unknown
  error?: { message: string }
}

interface Waiting {
  resolve(result: unknown): void
  reject(error: Error): void
}

type Listener = (params: never) => void

/**
 * A page as a user has it, in a browser context of its own. Playwright keeps the `Runtime` domain on in its pages; under it
 * V8 reads the functions on a stack anew each time a script looks at the stack, which costs up to a hundred times what it
 * costs without. Playwright attaches to no target of a context that it did not make, so this one is driven past it.
 */
export class UndebuggedPage {
  readonly #root: CDPSession
  readonly #contextId: string
  readonly #sessionId: string
  readonly #waiting = new Map<number, Waiting>()
  readonly #listeners = new Map<string, Listener>()
  #lastId = 0

  private constructor(root: CDPSession, contextId: string, sessionId: string) {
    this.#root = root
    this.#contextId = contextId
    this.#sessionId = sessionId
    root.on('Target.receivedMessageFromTarget', ({ sessionId: of, message }) => {
      if (of === sessionId) this.#receive(JSON.parse(message) as Message)
    })
  }

  static async open(browser: Browser, cookies: readonly Cookie[]): Promise<UndebuggedPage> {
    const root = await browser.newBrowserCDPSession()
    const { browserContextId } = await root.send('Target.createBrowserContext')
    await root.send('Storage.setCookies', { browserContextId, cookies: [...cookies] })
    const { targetId } = await root.send('Target.createTarget', {
      url: 'about:blank',
      browserContextId,
      ...VIEWPORT,
    })
    const { sessionId } = await root.send('Target.attachToTarget', { targetId, flatten: false })
    const page = new UndebuggedPage(root, browserContextId, sessionId)
    await page.send('Page.enable')
    return page
  }

  /** Of the DevTools protocol; the caller names the shape of the result. */
  async send<Result>(method: string, params: object = {}): Promise<Result> {
    this.#lastId += 1
    const id = this.#lastId
    const answered = new Promise<unknown>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method} was not answered`)), CALL_TIMEOUT_MS)
      const settle = (act: () => void) => {
        clearTimeout(timer)
        this.#waiting.delete(id)
        act()
      }
      this.#waiting.set(id, {
        resolve: result => settle(() => resolve(result)),
        reject: error => settle(() => reject(error)),
      })
    })
    const message = JSON.stringify({ id, method, params })
    await this.#root.send('Target.sendMessageToTarget', { sessionId: this.#sessionId, message })
    return (await answered) as Result
  }

  /** One listener an event. */
  on<Params>(event: string, listener: (params: Params) => void): void {
    this.#listeners.set(event, listener as Listener)
  }

  /** Answers every request for `url` with this document. */
  async serve(url: string, html: string): Promise<void> {
    this.on<{ requestId: string }>('Fetch.requestPaused', ({ requestId }) => {
      void this.send('Fetch.fulfillRequest', {
        requestId,
        responseCode: 200,
        responseHeaders: [{ name: 'content-type', value: 'text/html; charset=utf-8' }],
        body: Buffer.from(html).toString('base64'),
      })
    })
    await this.send('Fetch.enable', { patterns: [{ urlPattern: url }] })
  }

  /** In each document, before its own scripts. */
  async runFirst<Argument>(run: (argument: Argument) => void, argument: Argument): Promise<void> {
    await this.send('Page.addScriptToEvaluateOnNewDocument', { source: callOf(run, argument) })
  }

  /** Resolves as the document begins. */
  async goto(url: string): Promise<void> {
    const { errorText } = await this.send<{ errorText?: string }>('Page.navigate', { url })
    if (errorText) throw new Error(`${url}: ${errorText}`)
  }

  async evaluate<Argument, Result>(
    run: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result> {
    const { result, exceptionDetails } = await this.send<{
      result: { value: Result }
      exceptionDetails?: { exception?: { description?: string }; text: string }
    }>('Runtime.evaluate', { expression: callOf(run, argument), awaitPromise: true, returnByValue: true })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  async close(): Promise<void> {
    await this.#root.send('Target.disposeBrowserContext', { browserContextId: this.#contextId })
    await this.#root.detach()
  }

  #receive({ id, method, params, result, error }: Message): void {
    if (method !== undefined) this.#listeners.get(method)?.(params as never)
    if (id === undefined) return
    const waiting = this.#waiting.get(id)
    if (error) waiting?.reject(new Error(error.message))
    else waiting?.resolve(result)
  }
}

function callOf<Argument>(run: (argument: Argument) => unknown, argument: Argument): string {
  return `(${run})(${JSON.stringify(argument)})`
}
