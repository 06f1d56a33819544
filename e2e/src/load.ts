import { setTimeout as sleep } from 'node:timers/promises'

/** One answer that was no answer. */
export interface Failure {
  tenant: string
  what: string
}

const pauseMs = 50
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
  readonly #stopping = new AbortController()
  #running: Promise<unknown> = Promise.resolve()

  constructor(url: string) {
    this.#url = url
  }

  /** Each tenant's owner, `each` of them at a time. */
  async start(tenants: readonly string[], each = 1): Promise<void> {
    const merchants = await Promise.all(
      tenants.flatMap(tenant => Array.from({ length: each }, () => this.#logIn(tenant))),
    )
    this.#running = Promise.all(merchants.map(merchant => this.#work(merchant)))
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  async #work({ tenant, cookie }: Merchant): Promise<void> {
    let pin = ''
    for (let n = 0; !this.#stopping.signal.aborted; n++) {
      if (n % 10 === 0) pin = (await this.#openPage(tenant, cookie)) ?? pin
      await this.#ask(tenant, cookie, pin)
      await sleep(pauseMs)
    }
  }

  async #openPage(tenant: string, cookie: string): Promise<string | null> {
    const answer = await this.#call(tenant, 'page', '/sales/orders', {
      headers: { cookie, accept: 'text/html' },
    })
    const text = answer && (await answer.text())
    const [, state] = /id="portico-page">(.*?)<\/script>/s.exec(text ?? '') ?? []
    return state ? (JSON.parse(state) as { snapshot: { pin: string } }).snapshot.pin : null
  }

  async #ask(tenant: string, cookie: string, pin: string): Promise<void> {
    const headers = { ...csrf, cookie, 'x-portico-snapshot': pin }
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
