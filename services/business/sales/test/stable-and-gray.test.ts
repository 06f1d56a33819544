import { setTimeout as sleep } from 'node:timers/promises'
import { contextHeaders } from '@portico/service-kit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Document } from '../src/documents/document.ts'
import { isOver } from './import-harness.ts'
import { StableAndGray, ship } from './stable-and-gray.ts'

let routings: StableAndGray

beforeAll(async () => {
  routings = await StableAndGray.open()
})
beforeEach(() => routings.release.gray.clear())
afterAll(() => routings.close())

const FILE =
  'order no,sku,product name,qty,date,price\nA1,X1,thing,2,2024-03-01,3.50\nA2,X2,thing,1,2024-03-02,9\n'

async function confirmed(tenant: string, count: number) {
  const counter = routings.counter(tenant)
  const productId = await counter.product('GOODS', '1000')
  const orders: Document[] = []
  while (orders.length < count) {
    orders.push(await counter.through(await counter.draft([{ productId, quantity: '1' }]), 'confirm'))
  }
  return orders
}

/** An import that is started, with no worker woken for it. */
async function started(tenant: string) {
  const harness = routings.harness(tenant)
  const { id, mapping } = await harness.upload(FILE)
  const answer = await harness.start(id, mapping)
  expect(answer.statusCode).toBe(200)
  return id
}

describe('shipments', () => {
  it('of a gray tenant are counted by gray, whichever instance shipped, and the rest by stable', async () => {
    await routings.start('gray', 'gray')
    const { sales } = routings.market
    const [first, second] = await confirmed('t_gray', 2)
    const [other] = await confirmed('t_other', 1)
    if (!first || !second || !other) throw new Error('No orders')
    expect((await ship(sales, 't_gray', first, true)).statusCode).toBe(200)
    expect((await ship(sales, 't_gray', second, true)).statusCode).toBe(200)
    expect((await ship(sales, 't_other', other, false)).statusCode).toBe(200)
    await expect.poll(() => routings.tally('t_gray')).toEqual({ counted: 2, issued: 2, dead: 0 })
    await expect.poll(() => routings.tally('t_other')).toEqual({ counted: 1, issued: 1, dead: 0 })
    expect(await routings.countedBy('t_gray')).toEqual({ gray: 2 })
    expect(await routings.countedBy('t_other')).toEqual({ stable: 1 })
    await routings.stop('gray')
  })

  it('wait for gray while it was seen lately; then stable counts them', async () => {
    await routings.start('gray', 'gray')
    await routings.stop('gray')
    await routings.silenceGray(0)
    const [order] = await confirmed('t_orphan', 1)
    if (!order) throw new Error('No order')
    const answer = await ship(routings.market.sales, 't_orphan', order, true)
    expect(answer.json()).toMatchObject({ status: 'SHIPPED' })
    expect(await routings.tally('t_orphan')).toEqual({ counted: 0, issued: 1, dead: 0 })
    await routings.silenceGray(16)
    await expect.poll(() => routings.countedBy('t_orphan'), { timeout: 5000 }).toEqual({ stable: 1 })
  })
})

describe('imports', () => {
  it('are worked at by the tag their tenant is routed to when they are dispatched', async () => {
    await routings.start('gray', 'gray')
    routings.release.gray.add('t_import_gray')
    for (const tenant of ['t_import_gray', 't_import_stable']) {
      await routings.harness(tenant).until(await started(tenant), isOver)
    }
    await expect.poll(() => routings.importedBy('t_import_gray')).toEqual({ gray: 1 })
    await expect.poll(() => routings.importedBy('t_import_stable')).toEqual({ stable: 1 })

    routings.release.isDown = true
    await routings.harness('t_import_gray').until(await started('t_import_gray'), isOver)
    routings.release.isDown = false
    await expect.poll(() => routings.importedBy('t_import_gray')).toEqual({ gray: 2 })
    await routings.stop('gray')
  })

  it('wait for gray while it was seen lately; then stable works at them', async () => {
    routings.release.gray.add('t_import_orphan')
    await routings.start('gray', 'gray')
    await routings.stop('gray')
    await routings.silenceGray(0)
    const id = await started('t_import_orphan')
    // Stable takes one that came later, and leaves this one where it is.
    await routings.harness('t_import_later').until(await started('t_import_later'), isOver)
    expect((await routings.harness('t_import_orphan').read(id)).status).toBe('QUEUED')
    await routings.silenceGray(16)
    const job = await routings.harness('t_import_orphan').until(id, isOver)
    expect(job).toMatchObject({ status: 'DONE', progress: { documentsCreated: 2 } })
    await expect.poll(() => routings.importedBy('t_import_orphan')).toEqual({ stable: 1 })
  })
})

describe('a release that starts, ends and is aborted while services come, go and die', () => {
  // Eight disturbances, one every fourth order; an import with every fourth.
  const ORDERS = 36
  const IMPORTS = 9

  it('loses and doubles no shipment and no import', async () => {
    const tenant = 't_unrest'
    const orders = await confirmed(tenant, ORDERS)
    const importers = Array.from({ length: IMPORTS }, (_, n) => `t_unrest_${n}`)
    const unrest = [
      () => routings.start('gray', 'gray'),
      () => routings.cutConnections(),
      () => routings.start('second', 'stable'),
      () => routings.stop('gray'),
      () => routings.cutConnections(),
      () => routings.silenceGray(60),
      () => routings.start('gray again', 'gray'),
      () => routings.stop('second'),
    ]
    const imports: { tenant: string; id: string }[] = []
    for (const [n, order] of orders.entries()) {
      if (n % 4 === 0) {
        const importer = importers[n / 4] ?? 't_unrest_last'
        if (n % 8 === 0) routings.release.gray.add(importer)
        imports.push({ tenant: importer, id: await untilDone(() => started(importer)) })
      }
      await untilDone(async () => shipOnce(tenant, order, n % 2 === 0))
      if (n % 4 === 3) await unrest.shift()?.()
    }
    expect(unrest).toEqual([])
    for (const { tenant: importer, id } of imports) {
      const job = await routings.harness(importer).until(id, isOver)
      expect({ importer, ...job }).toMatchObject({
        importer,
        status: 'DONE',
        progress: { rowsTotal: 2, rowsDone: 2, documentsCreated: 2, documentsRecognised: 0 },
      })
      expect(await routings.harness(importer).totals()).toEqual({ count: 2, amount: '16.00' })
    }
    await expect
      .poll(() => routings.tally(tenant), { timeout: 30_000 })
      .toEqual({ counted: ORDERS, issued: ORDERS, dead: 0 })
  }, 180_000)

  /** A cut connection answers 5xx; the caller reads the order before shipping again, as people do. */
  async function shipOnce(tenant: string, order: { id: string }, isGray: boolean) {
    const now = await routings.counter(tenant).read(order.id)
    if (now.status === 'SHIPPED') return
    const answer = await ship(routings.market.sales, tenant, now, isGray)
    if (answer.statusCode !== 200) throw new Error(answer.body)
  }

  async function untilDone<T>(work: () => Promise<T>): Promise<T> {
    for (let left = 50; ; left--) {
      try {
        return await work()
      } catch (error) {
        if (left === 0) throw error
        await sleep(100)
      }
    }
  }
})

describe('the feature waiting-days', () => {
  it('shows how long a confirmed order waits, where it is on', async () => {
    const more = { PORTICO_VERSION: '1.5.0', PORTICO_FEATURES: 'waiting-days' }
    const gray = await routings.start('featured', 'gray', more)
    const tenantId = 't_waiting'
    const [order] = await confirmed(tenantId, 1)
    const draft = await routings
      .counter(tenantId)
      .draft([{ productId: await routings.counter(tenantId).product('SERVICE'), quantity: '1' }])
    await routings.market.sales.database.tenant(tenantId, tx =>
      tx.run(`update document set ordered_at = now() - interval '3 days 5 hours' where id = $1`, [order?.id]),
    )
    const headers = contextHeaders({ tenantId })
    const seen = await gray.app.inject({ method: 'GET', url: '/orders', headers })
    const waiting = seen
      .json()
      .items.map((item: { id: string; waitingDays: unknown }) => [item.id, item.waitingDays])
    expect(Object.fromEntries(waiting)).toEqual({ [order?.id ?? '']: 3, [draft.id]: null })
    const plain = await routings.counter(tenantId).call('GET', `/orders/${order?.id}`)
    expect(plain.json()).not.toHaveProperty('waitingDays')
    await routings.stop('featured')
  })
})
