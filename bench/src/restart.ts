import { setTimeout as sleep } from 'node:timers/promises'
import { freePort, startRedis, startTestGateway, workerIds } from '@portico/bff-framework/testing'
import { Pool } from 'undici'
import { startPinned } from './gateway/runners.ts'
import { quantile } from './measure/statistics.ts'

const ROUNDS = 5
const CONNECTIONS = 16
/** Of each connection: so that the load leaves the processor to the workers that start. */
const PACE_MS = 10
const QUERY = '{ customers { totalCount } }'
const SERVICES = ['IDENTITY', 'PARTY', 'PRODUCT', 'PRICING', 'INVENTORY', 'SALES']
const LOOK_MS = 200
const MAX_WAIT_MS = 60_000
/** A user alone makes the load of many. */
const NO_BUDGET = '100000000'

export interface RestartFigures {
  restarts: number
  answered: number
  /** Connections that broke. */
  resets: number
  /** By status; of 200, those with errors. */
  failed: Record<string, number>
  p50Ms: number
  p99Ms: number
  maxMs: number
}

/** Two workers under load on kept connections; each is ended five times, one after the other, and another one comes up. */
export async function benchRestart(): Promise<RestartFigures> {
  const redis = await startRedis()
  const services = await startPinned('upstream-stub.ts', { core: null })
  const metricsPort = await freePort()
  const gateway = await startTestGateway(
    new URL('../../bff/gateway/start.ts', import.meta.url),
    await envOf(services.url, redis.url, metricsPort),
  )
  const load = new Load(gateway.url, await logIn(gateway.url))
  try {
    const asking = load.run()
    let restarts = 0
    for (let round = 0; round < ROUNDS; round += 1)
      restarts += await restartAll(`http://127.0.0.1:${metricsPort}/`)
    load.isOver = true
    await asking
    return load.figures(restarts)
  } finally {
    load.isOver = true
    await gateway.stop()
    await services.stop()
    await redis.kill()
  }
}

async function envOf(services: string, redis: string, metricsPort: number): Promise<Record<string, string>> {
  return {
    ...Object.fromEntries(SERVICES.map(name => [`${name}_URL`, services])),
    PORT: String(await freePort()),
    REDIS_URL: redis,
    PORTICO_WORKERS: '2',
    PORTICO_METRICS_PORT: String(metricsPort),
    PORTICO_DRAIN_MS: '0',
    PORTICO_USER_POINTS_PER_SECOND: NO_BUDGET,
    PORTICO_TENANT_POINTS_PER_SECOND: NO_BUDGET,
  }
}

async function logIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-portico-csrf': '1' },
    body: JSON.stringify({ tenant: 'race', username: 'owner', password: 'portico' }),
    signal: AbortSignal.timeout(MAX_WAIT_MS),
  })
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0]
  if (!cookie) throw new Error(`The log-in was answered ${answer.status}`)
  return cookie
}

/** How many there were. */
async function restartAll(metricsUrl: string): Promise<number> {
  const first = await workerIds(metricsUrl)
  for (const id of first) {
    process.kill(Number(id), 'SIGTERM')
    await until(metricsUrl, ids => ids.length === 2 && !ids.includes(id))
  }
  return first.length
}

async function until(metricsUrl: string, isReached: (ids: readonly string[]) => boolean): Promise<void> {
  const end = performance.now() + MAX_WAIT_MS
  while (!isReached(await workerIds(metricsUrl).catch(() => []))) {
    if (performance.now() > end) throw new Error('No worker came up in place of the one that ended.')
    await sleep(LOOK_MS)
  }
}

class Load {
  isOver = false
  readonly #pool: Pool
  readonly #headers: Record<string, string>
  readonly #timesMs: number[] = []
  readonly #failed: Record<string, number> = {}
  #resets = 0

  constructor(url: string, cookie: string) {
    this.#pool = new Pool(url, { connections: CONNECTIONS })
    this.#headers = { 'content-type': 'application/json', 'x-portico-csrf': '1', cookie }
  }

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: CONNECTIONS }, () => this.#askAgainAndAgain()))
    await this.#pool.close()
  }

  figures(restarts: number): RestartFigures {
    return {
      restarts,
      answered: this.#timesMs.length,
      resets: this.#resets,
      failed: this.#failed,
      p50Ms: quantile(this.#timesMs, 0.5),
      p99Ms: quantile(this.#timesMs, 0.99),
      maxMs: quantile(this.#timesMs, 1),
    }
  }

  async #askAgainAndAgain(): Promise<void> {
    while (!this.isOver) {
      await this.#ask().catch(() => {
        this.#resets += 1
      })
      await sleep(PACE_MS)
    }
  }

  /** POST: what is broken off is sent again by no one on the way. */
  async #ask(): Promise<void> {
    const startedAt = performance.now()
    const body = JSON.stringify({ query: QUERY })
    const answer = await this.#pool.request({
      method: 'POST',
      path: '/graphql',
      headers: this.#headers,
      body,
    })
    const text = await answer.body.text()
    this.#timesMs.push(performance.now() - startedAt)
    if (answer.statusCode === 200 && !text.includes('"errors"')) return
    const what = `${answer.statusCode} ${/"code":"(\w+)"/.exec(text)?.[1] ?? ''}`
    this.#failed[what] = (this.#failed[what] ?? 0) + 1
  }
}

/** Of RESULTS.md. */
export function restartSection(figures: RestartFigures): string[] {
  const { restarts, answered, resets, failed, p50Ms, p99Ms, maxMs } = figures
  const failures = Object.entries(failed).map(([what, count]) => `${count} x ${what}`)
  return [
    '## Workers restarted under load',
    '',
    `Two workers of a gateway, each ended by SIGTERM five times, one after the other, while ${CONNECTIONS} kept connections ask (POST, each with a pause of ${PACE_MS} ms): ${restarts} restarts, ${answered} answers, **${resets} resets** and **${failures.length === 0 ? 'no failed answer' : failures.join(', ')}** (aim: none of both); p50 ${p50Ms.toFixed(0)} ms, p99 ${p99Ms.toFixed(0)} ms, the longest ${maxMs.toFixed(0)} ms. No balancer is in front that would stop sending first.`,
    '',
  ]
}
