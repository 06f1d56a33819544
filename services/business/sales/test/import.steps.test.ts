import { createContext, type Database, ServiceClients, type Transaction } from '@portico/service-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SalesStore } from '../src/documents/sales-store.ts'
import { ClaimLost, ImportClaim } from '../src/imports/job/claim.ts'
import { FileReader } from '../src/imports/reading/file-reader.ts'
import { ReadingThread } from '../src/imports/reading/reading-thread.ts'
import { runImport } from '../src/imports/run.ts'
import { Catalog } from '../src/upstream/catalog.ts'
import { ImportHarness } from './import-harness.ts'
import { type Market, openMarket } from './market.ts'

let market: Market
let never: AbortSignal
const thread = new ReadingThread()

beforeAll(async () => {
  market = await openMarket()
  never = new AbortController().signal
})
afterAll(async () => {
  await thread.stop()
  await market.stop()
})

const ROWS = Array.from(
  { length: 40 },
  (_, n) => `D${n % 12},P${n % 7},thing,${n % 4},2024-02-0${((n % 12) % 9) + 1},1.${n + 10},C${n % 3}`,
)
const FILE = [
  'order no,sku,description,qty,date,price,customer id',
  ...ROWS,
  'D99,P1,bad,x,2024-02-01,1,C1',
].join('\n')

class Crash extends Error {}

/** Dies in its nth transaction: before its commit, or after it and before the caller gets its answer. */
class DyingStore implements SalesStore {
  readonly #database: Database
  readonly #isCommitted: boolean
  #left: number

  constructor(database: Database, transactions: number, isCommitted: boolean) {
    this.#database = database
    this.#left = transactions
    this.#isCommitted = isCommitted
  }

  async tenant<T>(tenantId: string, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const isLast = --this.#left === 0
    const result = await this.#database.tenant(tenantId, async tx => {
      const done = await work(tx)
      if (isLast && !this.#isCommitted) throw new Crash()
      return done
    })
    if (isLast) throw new Crash()
    return result
  }
}

/** An import that is ready to run, without the queue knowing of it. */
async function ready(tenant: string): Promise<{ harness: ImportHarness; id: string }> {
  const harness = new ImportHarness(market, tenant)
  const { id } = await harness.upload(FILE)
  await market.sales.database.tenant(tenant, tx =>
    tx.run(`update import_job set status = 'QUEUED' where id = $1`, [id]),
  )
  return { harness, id }
}

/** Whether it came to its end. */
async function attempt(store: SalesStore, tenantId: string, importId: string): Promise<boolean> {
  const context = createContext({ tenantId })
  try {
    const claim = await ImportClaim.take(store, { tenantId, importId }, never)
    const files = new FileReader(store, thread)
    const catalog = new Catalog(new ServiceClients(market.env))
    if (claim) await runImport({ store, files, claim, context, catalog })
    return true
  } catch (error) {
    if (error instanceof Crash) return false
    throw error
  }
}

describe('an import that dies', () => {
  it.each([
    ['before', false],
    ['after', true],
  ] as const)(
    '%s any of its commits comes to the same end when it goes on',
    async (_, isCommitted) => {
      const { database } = market.sales
      let reference: unknown = null
      for (let transactions = 200, deaths = 0; ; transactions = ++deaths) {
        const tenant = `t_${isCommitted}_${deaths}`
        const { harness, id } = await ready(tenant)
        const hasDied = !(await attempt(new DyingStore(database, transactions, isCommitted), tenant, id))
        if (hasDied) expect(await attempt(database, tenant, id)).toBe(true)
        const { status, progress } = await harness.read(id)
        const outcome = { status, progress, totals: await harness.totals() }
        reference ??= outcome
        expect({ transactions, ...outcome }).toEqual({ transactions, ...(reference as object) })
        if (!hasDied && deaths > 0) break
      }
      expect(reference).toMatchObject({
        status: 'DONE',
        progress: {
          rowsTotal: 41,
          rowsDone: 41,
          documentsCreated: 12,
          rowsRejected: 1,
          productsCreated: 7,
          customersCreated: 3,
        },
      })
    },
    60_000,
  )

  it('writes nothing more when it wakes up after another worker took over', async () => {
    const { id } = await ready('t_zombie')
    const { database } = market.sales
    const key = { tenantId: 't_zombie', importId: id }
    const zombie = await ImportClaim.take(database, key, never)
    expect(await attempt(database, 't_zombie', id)).toBe(true)
    await expect(zombie?.step(async () => ({ documentsCreated: 1 }))).rejects.toThrow(ClaimLost)
    await expect(zombie?.finish({ code: 'X', message: 'x' })).rejects.toThrow(ClaimLost)
    expect(await ImportClaim.take(database, key, never)).toBe(null)
  })
})
