import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { RunningProduct } from '@portico/launcher/testing'
import { Pool } from 'undici'
import { type LoadFigures, measureLoad } from './measure/load.ts'
import { median } from './measure/statistics.ts'

const CONCURRENCY = 16
const ROUND_MS = 3_000
const ROUNDS = 5
const WARM_UP_MS = 2_000
const TIMEOUT_MS = 10_000

const QUERY = `query BenchOrders {
  orders(first: 50, sort: DATE_DESC) {
    totalCount
    nodes {
      id kind number status orderedAt lineCount total { amount currency } customer { id name }
      lines { id description quantity unitPrice amount { amount } product { id code name listPrice { amount } stock { available } } }
    }
  }
}`

export interface GraphFigures {
  gateway: LoadFigures
  aggregator: LoadFigures
  /** Median over the rounds of gateway / aggregator requests per second: 1 is as fast as by hand. */
  ratio: number
}

/** The list of 50 orders with lines, customers, products, prices and stock: gateway and hand-written aggregator in turns, on the same services. */
export async function benchGraph(product: RunningProduct): Promise<GraphFigures> {
  const aggregator = await startAggregator(product)
  const gateway = await gatewayCall(product.url)
  const byHand = aggregatorCall(aggregator.url)
  await measureLoad(gateway.call, CONCURRENCY, WARM_UP_MS)
  await measureLoad(byHand.call, CONCURRENCY, WARM_UP_MS)
  const rounds: { gateway: LoadFigures; aggregator: LoadFigures }[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push({
      gateway: await measureLoad(gateway.call, CONCURRENCY, ROUND_MS),
      aggregator: await measureLoad(byHand.call, CONCURRENCY, ROUND_MS),
    })
  }
  await Promise.all([gateway.pool.close(), byHand.pool.close()])
  aggregator.stop()
  const ratio = median(rounds.map(round => round.gateway.perSecond / round.aggregator.perSecond))
  const typical = rounds.find(
    round => round.gateway.perSecond / round.aggregator.perSecond === ratio,
  ) as (typeof rounds)[number]
  return { ...typical, ratio }
}

async function startAggregator({ urls, secret }: RunningProduct) {
  const env = Object.fromEntries(
    Object.entries(urls).map(([name, url]) => [`${name.toUpperCase()}_URL`, url]),
  )
  const child = fork(join(import.meta.dirname, 'aggregator.ts'), [], {
    env: { ...process.env, ...env, PORTICO_SECRET: secret },
    execArgv: ['--disable-warning=ExperimentalWarning'],
  })
  const [{ url }] = (await once(child, 'message', { signal: AbortSignal.timeout(TIMEOUT_MS) })) as [
    { url: string },
  ]
  return { url, stop: () => child.disconnect() }
}

async function gatewayCall(url: string) {
  const session = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-portico-csrf': '1' },
    body: JSON.stringify({ tenant: 'demo', username: 'owner', password: 'portico' }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  const pool = newPool(url)
  const body = JSON.stringify({ query: QUERY })
  const headers = { 'content-type': 'application/json', 'x-portico-csrf': '1', cookie }
  return { pool, call: () => post(pool, '/graphql', headers, body) }
}

function aggregatorCall(url: string) {
  const pool = newPool(url)
  return { pool, call: () => post(pool, '/', { 'content-type': 'application/json' }, '{}') }
}

function newPool(url: string): Pool {
  return new Pool(url, { connections: CONCURRENCY, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS })
}

async function post(pool: Pool, path: string, headers: Record<string, string>, body: string) {
  const response = await pool.request({ method: 'POST', path, headers, body })
  const text = await response.body.text()
  if (response.statusCode !== 200 || text.includes('"errors"'))
    throw new Error(`${response.statusCode}: ${text.slice(0, 300)}`)
}
