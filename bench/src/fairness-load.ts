import { Pool } from 'undici'
import { askPlain, greedyShapes } from './fairness-calls.ts'
import { callAtPace } from './measure/pace.ts'

const CONNECTIONS = 200
const TIMEOUT_MS = 20_000

/** What a process of load does next. */
export interface LoadOrder {
  /** Sessions that take turns. */
  cookies: readonly string[]
  /** Of `greedyShapes`; null: what any page asks. */
  shape: string | null
  perSecond: number
  durationMs: number
}

export interface LoadReport {
  /** Of calls that were answered 200. */
  timesMs: number[]
  /** Status -> how many. */
  statuses: Record<number, number>
}

const [url = ''] = process.argv.slice(2)
// Enough for all that may be open: a wait for a connection would be no wait of the gateway's.
const pool = new Pool(url, { connections: CONNECTIONS, headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS })
let made = 0

process.on('message', (order: LoadOrder) => void run(order).then(report => process.send?.(report)))
process.on('disconnect', () => void pool.destroy())

async function run({ cookies, shape, perSecond, durationMs }: LoadOrder): Promise<LoadReport> {
  const ask = greedyShapes.find(({ name }) => name === shape)?.ask ?? askPlain
  const report: LoadReport = { timesMs: [], statuses: {} }
  const call = async () => {
    made += 1
    const startedAt = performance.now()
    const status = await ask(pool, cookies[made % cookies.length] ?? '', made)
    if (status === 200) report.timesMs.push(performance.now() - startedAt)
    report.statuses[status] = (report.statuses[status] ?? 0) + 1
  }
  await callAtPace(call, perSecond, durationMs)
  return report
}
