import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningProduct } from '@portico/launcher/testing'
import { Pool } from 'undici'
import { quantile } from './statistics.ts'

const PHASE_MS = 15_000
const OTHERS_PER_SECOND = 10
const TIMES_THE_SHARE = 20
const TIMEOUT_MS = 20_000
const CONNECTIONS = 200

/** What any page asks. */
const PLAIN = `{ orders(first: 50) { totalCount nodes { id number status total { amount } customer { name } } } }`

export interface FairnessFigures {
  quietP99Ms: number
  busyP99Ms: number
  quietP50Ms: number
  busyP50Ms: number
  /** Refusals of the one that asks too much, and its calls. */
  refused: number
  greedyCalls: number
  othersCalls: number
}

/** One tenant at 20 times another's share with the worst operations allowed, new text in every second; none of the other's calls may be refused. */
export async function benchFairness(product: RunningProduct): Promise<FairnessFigures> {
  // Each has connections of its own, as different browsers do: waiting for one is no wait of the gateway's.
  const [pool, greedyPool] = [newPool(product.url), newPool(product.url)]
  const [greedy, other] = await Promise.all([sessionOf(product.url, 'demo'), sessionOf(product.url, 'empty')])
  const askPlain = async (times: number[]) => {
    const startedAt = performance.now()
    const status = await ask(pool, other, PLAIN)
    if (status !== 200) throw new Error(`A call of the other tenant was answered ${status}`)
    times.push(performance.now() - startedAt)
  }
  await paced(() => askPlain([]), OTHERS_PER_SECOND, PHASE_MS / 5)
  const quiet: number[] = []
  await paced(() => askPlain(quiet), OTHERS_PER_SECOND, PHASE_MS)
  const busy: number[] = []
  const statuses: number[] = []
  let made = 0
  const askWorst = async () => {
    made += 1
    statuses.push(await ask(greedyPool, greedy, made % 2 === 0 ? newText(made) : WIDE))
  }
  await Promise.all([
    paced(() => askPlain(busy), OTHERS_PER_SECOND, PHASE_MS),
    paced(askWorst, OTHERS_PER_SECOND * TIMES_THE_SHARE, PHASE_MS),
  ])
  await Promise.all([pool.close(), greedyPool.close()])
  return {
    quietP99Ms: quantile(quiet, 0.99),
    busyP99Ms: quantile(busy, 0.99),
    quietP50Ms: quantile(quiet, 0.5),
    busyP50Ms: quantile(busy, 0.5),
    refused: statuses.filter(status => status !== 200).length,
    greedyCalls: statuses.length,
    othersCalls: busy.length,
  }
}

function newPool(url: string): Pool {
  return new Pool(url, { connections: CONNECTIONS, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS })
}

/** Just below the limit of cost: 125 orders with everything in them. */
const WIDE = `{ orders(first: 125) { nodes { id number status lineCount total { amount currency } customer { id name }
  lines { id description quantity unitPrice amount { amount } product { id code name listPrice { amount } stock { available } } } } } }`

/** As much to validate as the limits allow, and another document each time. */
function newText(at: number): string {
  return `{ a${at}: ok ${'...{orders(first: 1) { nodes { id } }} '.repeat(12)} }`
}

/** Calls at fixed moments, whether earlier ones were answered or not. */
async function paced(call: () => Promise<void>, perSecond: number, durationMs: number): Promise<void> {
  const calls: Promise<void>[] = []
  const startedAt = performance.now()
  for (let at = 0; at < durationMs; at += 1000 / perSecond) {
    await sleep(Math.max(0, startedAt + at - performance.now()))
    calls.push(call())
  }
  await Promise.all(calls)
}

async function sessionOf(url: string, tenant: string): Promise<string> {
  const session = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-portico-csrf': '1' },
    body: JSON.stringify({ tenant, username: 'owner', password: 'portico' }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  return session.headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

async function ask(pool: Pool, cookie: string, query: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'x-portico-csrf': '1', cookie }
  const body = JSON.stringify({ query })
  const response = await pool.request({ method: 'POST', path: '/graphql', headers, body })
  await response.body.dump()
  return response.statusCode
}
