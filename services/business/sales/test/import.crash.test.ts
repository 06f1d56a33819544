import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { contextHeaders } from '@portico/service-kit'
import { Big } from 'big.js'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ImportHarness, isOver } from './import-harness.ts'
import { type Market, openMarket } from './market.ts'

/** The pinned Node: it runs TypeScript, whatever runs the tests. */
const NODE = createRequire(import.meta.url).resolve('node/bin/node')
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

let market: Market
let harness: ImportHarness

beforeAll(async () => {
  market = await openMarket()
  harness = new ImportHarness(market)
})
afterAll(() => market.stop())

/** A sales service in a process of its own, on the same database. */
async function startProcess(): Promise<{ child: ChildProcess; url: string }> {
  const env = { ...process.env, ...market.env, DATABASE_URL: market.sales.databaseUrl, SALES_PORT: '0' }
  const child = spawn(NODE, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, url: line.toString().trim().split(' ').at(-1) ?? '' }
}

const DOCUMENTS = 900
const LINES = 5

function generateFile() {
  const numbers = Array.from({ length: DOCUMENTS }, (_, n) => `K${String(n).padStart(4, '0')}`)
  const lines = numbers.flatMap((number, n) =>
    Array.from({ length: LINES }, (_, k) => ({
      number,
      code: `X${(n * 7 + k) % 321}`,
      quantity: (n % 9) + 1,
      price: `${k}.${(n % 90) + 10}`,
    })),
  )
  const rows = lines.map(
    ({ number, code, quantity, price }) => `${number},${code},thing,${quantity},2024-03-01,${price}`,
  )
  const amount = lines
    .reduce((sum, { quantity, price }) => sum.plus(Big(price).times(quantity)), Big(0))
    .toFixed(2)
  return { text: `order no,sku,product name,qty,date,unit price\n${rows.join('\n')}\n`, amount }
}

/** A process that writes this document has to wait until the returned function is called. */
async function holdUp(number: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: market.sales.databaseUrl })
  await client.connect()
  await client.query('begin')
  await client.query(
    `insert into sales.document (tenant_id, id, kind, number, source, status, ordered_at, currency, total, line_count)
     values ('t_demo', 'held-up', 'ORDER', $1, 'csv', 'CLOSED', now(), 'GBP', 0, 0)`,
    [number],
  )
  return async () => {
    await client.query('rollback')
    await client.end()
  }
}

describe('a process killed in the middle of an import', () => {
  it('loses nothing: another one goes on at once, the sum and the counts agree', async () => {
    const { text, amount } = generateFile()
    const { id, mapping } = await harness.upload(text)
    const letGo = await holdUp('K0700')
    const { child, url } = await startProcess()
    const started = await fetch(`${url}/imports/${id}/start`, {
      method: 'POST',
      headers: {
        ...contextHeaders({ tenantId: 't_demo', userId: null, traceparent: null }),
        'content-type': 'application/json',
      },
      body: JSON.stringify({ mapping }),
    })
    expect(started.status).toBe(200)
    const halfway = await harness.until(
      id,
      job => job.progress.documentsCreated > 0 && job.progress.documentsCreated < DOCUMENTS,
    )
    child.kill('SIGKILL')
    await once(child, 'exit')
    await letGo()

    const killedAt = performance.now()
    const job = await harness.until(id, isOver)
    console.info(
      `killed at ${halfway.progress.documentsCreated} documents, done ${Math.round(performance.now() - killedAt)} ms later`,
    )
    expect(job).toMatchObject({
      status: 'DONE',
      progress: {
        rowsTotal: DOCUMENTS * LINES,
        rowsDone: DOCUMENTS * LINES,
        documentsCreated: DOCUMENTS,
        documentsRecognised: 0,
        rowsRejected: 0,
        productsCreated: 321,
      },
    })
    expect(await harness.totals()).toEqual({ count: DOCUMENTS, amount })
  }, 40_000)
})
