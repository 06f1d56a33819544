import { setTimeout as sleep } from 'node:timers/promises'

/** One answer that was no answer. */
export interface Failure {
  tenant: string
  what: string
}

const defaultPauseMs = 50
/** Checking a password takes a core for a while. */
const loginsAtOnce = 4
const callTimeoutMs = 10_000
const csrf = { 'x-portico-csrf': '1', 'content-type': 'application/json' }
const query = '{ orders(first: 20) { totalCount edges { node { id number status waitingDays } } } }'

/** Merchants who read and open pages all the time, each on the snapshot of the page opened last. */
export class Load {
  readonly failures: Failure[] = []
  readonly routes = new Map<string, number>()
  calls = 0
  slowestMs = 0
  readonly #url: string
  readonly #pauseMs: number
  #stopping = new AbortController()
  #running: Promise<unknown> = Promise.resolve()
  #merchants: Merchant[] = []
  /** Those who wait for a number of calls. */
  readonly #waiting = new Set<() => void>()

  /** `pauseMs`: between two calls of a merchant. */
  constructor(url: string, { pauseMs = defaultPauseMs }: { pauseMs?: number } = {}) {
    this.#url = url
    this.#pauseMs = pauseMs
  }

  /** Each tenant's owner. */
  async logIn(tenants: readonly string[]): Promise<void> {
    for (let start = 0; start < tenants.length; start += loginsAtOnce) {
      const some = tenants.slice(start, start + loginsAtOnce)
      this.#merchants.push(...(await Promise.all(some.map(tenant => this.#logIn(tenant)))))
    }
  }

  /** Those who are logged in work from now on, and `tenants` with them. */
  async start(tenants: readonly string[] = []): Promise<void> {
    await this.logIn(tenants)
    this.#stopping = new AbortController()
    const apartMs = this.#pauseMs / this.#merchants.length
    this.#running = Promise.all(this.#merchants.map((merchant, at) => this.#work(merchant, at * apartMs)))
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  /** Once so many more calls have ended, answered or not. */
  async more(count: number): Promise<void> {
    const target = this.#ended + count
    const { promise, resolve } = Promise.withResolvers<void>()
    const look = () => this.#ended >= target && resolve()
    this.#waiting.add(look)
    await promise
    this.#waiting.delete(look)
  }

  get #ended(): number {
    return this.calls + this.failures.length
  }

  /** Merchants do not begin in the same moment: `delayMs` of their first call. */
  async #work({ tenant, cookie }: Merchant, delayMs: number): Promise<void> {
    let token = ''
    await sleep(delayMs)
    for (let n = 0; !this.#stopping.signal.aborted; n++) {
      if (n % 10 === 0) token = (await this.#openPage(tenant, cookie)) ?? token
      await this.#ask(tenant, cookie, token)
      await sleep(this.#pauseMs)
    }
  }

  async #openPage(tenant: string, cookie: string): Promise<string | null> {
    const answer = await this.#call(tenant, 'page', '/sales/orders', {
      headers: { cookie, accept: 'text/html' },
    })
    const text = answer && (await answer.text())
    const [, state] = /id="portico-page">(.*?)<\/script>/s.exec(text ?? '') ?? []
    return state ? (JSON.parse(state) as { snapshot: { token: string } }).snapshot.token : null
  }

  async #ask(tenant: string, cookie: string, token: string): Promise<void> {
    const headers = { ...csrf, cookie, 'x-portico-snapshot': token }
    const answer = await this.#call(tenant, 'graph', '/graphql', {
      method: 'POST',
      headers,
      body: JSON.stringify({ query }),
    })
    if (!answer) return
    const body = (await answer.json()) as { errors?: { message: string }[] }
    const route = `${tenant} ${answer.headers.get('x-portico-route')}`
    this.routes.set(route, (this.routes.get(route) ?? 0) + 1)
    if (body.errors) this.failures.push({ tenant, what: JSON.stringify(body.errors).slice(0, 300) })
  }

  async #call(tenant: string, kind: string, path: string, init: RequestInit): Promise<Response | null> {
    const startedAt = performance.now()
    try {
      const answer = await fetch(this.#url + path, { ...init, signal: AbortSignal.timeout(callTimeoutMs) })
      this.calls += 1
      this.slowestMs = Math.max(this.slowestMs, performance.now() - startedAt)
      if (answer.ok) return answer
      this.failures.push({ tenant, what: `${kind} ${answer.status}: ${(await answer.text()).slice(0, 300)}` })
    } catch (error) {
      this.failures.push({ tenant, what: `${kind}: ${String(error)}` })
    } finally {
      for (const look of this.#waiting) look()
    }
    return null
  }

  async #logIn(tenant: string): Promise<Merchant> {
    const answer = await fetch(`${this.#url}/api/session`, {
      method: 'POST',
      headers: csrf,
      body: JSON.stringify({ tenant, username: 'owner', password: 'portico' }),
      signal: AbortSignal.timeout(callTimeoutMs),
    })
    if (!answer.ok) throw new Error(`${tenant} could not log in: ${await answer.text()}`)
    return {
      tenant,
      cookie: answer.headers
        .getSetCookie()
        .map(cookie => cookie.split(';')[0])
        .join('; '),
    }
  }
}

interface Merchant {
  tenant: string
  cookie: string
}
