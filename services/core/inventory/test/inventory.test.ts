import { randomUUID } from 'node:crypto'
import { describeRowSecurity, type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../src/index.ts'
import { StockRoom } from './stock-room.ts'

let under: ServiceUnderTest
let room: StockRoom

beforeAll(async () => {
  under = await startForTest(service)
  room = new StockRoom(under)
  const productId = await room.stocked('5')
  await room.reserve(randomUUID(), [{ productId, quantity: '1' }])
  await room.call('POST', '/opening', { items: [{ productId, quantity: '1', lowStockLevel: '0' }] })
})

afterAll(async () => {
  expect(await room.unbalanced()).toEqual([])
  await under.stop()
})

describeRowSecurity(() => under)

async function mainWarehouse(of = room): Promise<string> {
  return (await of.call('GET', '/warehouses')).json().items[0].id
}

describe('warehouses', () => {
  it('gives a tenant without any the warehouse MAIN, once', async () => {
    const newcomer = new StockRoom(under, 't_new')
    const answers = await Promise.all([1, 2, 3].map(() => newcomer.call('GET', '/warehouses')))
    const ids = new Set(answers.map(answer => answer.json().items[0].id))
    expect(ids.size).toBe(1)
    expect(answers[0]?.json().items).toMatchObject([{ code: 'MAIN' }])
    const batch = await newcomer.call('POST', '/warehouses/batch', { ids: [...ids, 'unknown'] })
    expect(batch.json().items).toHaveLength(1)
  })
})

describe('opening stock', () => {
  it('is set once and changes nothing later', async () => {
    const productId = await room.stocked('12.5', '3')
    const again = await room.call('POST', '/opening', {
      items: [{ productId, quantity: '99', lowStockLevel: '9' }],
    })
    expect(again.json().items).toEqual([{ productId, isOpened: false }])
    expect(await room.item(productId)).toMatchObject({
      onHand: '12.5',
      reserved: '0',
      available: '12.5',
      lowStockLevel: '3',
    })
  })
})

describe('adjustments', () => {
  const adjust = async (productId: string, quantityDelta: string, headers = {}) =>
    room.call(
      'POST',
      '/adjustments',
      { warehouseId: await mainWarehouse(), productId, quantityDelta, reason: 'COUNT', note: 'shelf 4' },
      headers,
    )

  it('books the change with its reason', async () => {
    const productId = await room.stocked('4')
    expect((await adjust(productId, '-1.5')).json()).toMatchObject({ onHand: '2.5', available: '2.5' })
    const { items } = (await room.call('GET', `/movements?productId=${productId}`)).json()
    expect(items[0]).toMatchObject({
      kind: 'ADJUSTMENT',
      onHandDelta: '-1.5',
      reason: 'COUNT',
      note: 'shelf 4',
    })
    expect(items[1]).toMatchObject({ kind: 'OPENING', onHandDelta: '4' })
  })

  it('makes the item of a product that was never stocked', async () => {
    expect((await adjust(randomUUID(), '7')).json()).toMatchObject({ onHand: '7' })
  })

  it('refuses to take what is reserved', async () => {
    const productId = await room.stocked('4')
    await room.reserve(randomUUID(), [{ productId, quantity: '3' }])
    const answer = await adjust(productId, '-2')
    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      shortages: [{ productId, requested: '2', available: '1' }],
    })
    expect(await room.item(productId)).toMatchObject({ onHand: '4', reserved: '3' })
  })

  it('books once for one idempotency key', async () => {
    const productId = await room.stocked('4')
    const headers = { 'idempotency-key': randomUUID() }
    const answers = await Promise.all([adjust(productId, '1', headers), adjust(productId, '1', headers)])
    expect(answers.map(answer => answer.json().onHand)).toEqual(['5', '5'])
    expect((await adjust(productId, '2', headers)).json().code).toBe('IDEMPOTENCY_MISMATCH')
  })
})

describe('low-stock levels', () => {
  const setLevel = (id: string, lowStockLevel: string, version: number) =>
    room.call('PUT', `/stock/${id}/level`, { lowStockLevel }, { 'if-match': `"${version}"` })

  it('mark items whose available is at or under the level', async () => {
    const low = await room.stocked('5', '5')
    const fine = await room.stocked('6', '5')
    const { items } = (await room.call('GET', `/stock?lowOnly=true&productIds=${low},${fine}`)).json()
    expect(items.map((item: { productId: string }) => item.productId)).toEqual([low])
    expect(items[0].isLow).toBe(true)
  })

  it('change with the version last read, whatever moved meanwhile', async () => {
    const productId = await room.stocked('5')
    const { id, version } = await room.item(productId)
    await room.reserve(randomUUID(), [{ productId, quantity: '1' }])
    expect((await setLevel(id, '2.5', version)).json()).toMatchObject({
      lowStockLevel: '2.5',
      version: version + 1,
    })
    expect((await setLevel(id, '3', version)).json()).toMatchObject({
      code: 'VERSION_CONFLICT',
      currentVersion: version + 1,
    })
  })
})

describe('the ledger', () => {
  it('cannot be changed or emptied, not even by the service itself', async () => {
    const statements = ['update movement set on_hand_delta = 0', 'delete from movement', 'truncate movement']
    for (const sql of statements) {
      await expect(under.database.tenant('t_demo', tx => tx.run(sql))).rejects.toThrow('append-only')
    }
  })

  it('pages newest first without gaps or repeats', async () => {
    const productId = await room.stocked('100')
    for (let n = 0; n < 5; n++) await room.reserve(randomUUID(), [{ productId, quantity: '1' }])
    const seen: string[] = []
    for (let after = ''; ; ) {
      const page = (await room.call('GET', `/movements?productId=${productId}&first=2${after}`)).json()
      seen.push(...page.items.map((item: { id: string }) => item.id))
      if (!page.pageInfo.hasNextPage) break
      after = `&after=${page.pageInfo.endCursor}`
    }
    expect(seen).toHaveLength(6)
    expect(seen).toEqual([...seen].sort().reverse())
  })
})

describe('tenants', () => {
  it('never see each other, by any route', async () => {
    const productId = await room.stocked('5')
    const orderId = randomUUID()
    await room.reserve(orderId, [{ productId, quantity: '2' }])
    const { id } = await room.item(productId)
    const stranger = new StockRoom(under, 't_other')
    const warehouseId = await mainWarehouse()
    expect((await stranger.call('GET', `/stock?productIds=${productId}`)).json()).toMatchObject({
      items: [],
      totalCount: 0,
    })
    expect((await stranger.call('POST', '/stock/batch', { ids: [id] })).json().items).toEqual([])
    expect(
      (await stranger.call('POST', '/stock/by-products', { productIds: [productId] })).json().items,
    ).toEqual([])
    expect((await stranger.call('GET', `/movements?productId=${productId}`)).json().items).toEqual([])
    expect((await stranger.call('POST', '/warehouses/batch', { ids: [warehouseId] })).json().items).toEqual(
      [],
    )
    const level = await stranger.call(
      'PUT',
      `/stock/${id}/level`,
      { lowStockLevel: '9' },
      { 'if-match': '"1"' },
    )
    expect(level.statusCode).toBe(404)
    const body = { warehouseId, productId, quantityDelta: '1', reason: 'COUNT' }
    expect((await stranger.call('POST', '/adjustments', body)).statusCode).toBe(404)
    expect((await stranger.call('POST', `/reservations/${orderId}/issue`)).json().code).toBe('NOT_RESERVED')
    expect((await stranger.call('DELETE', `/reservations/${orderId}`)).statusCode).toBe(204)
    expect(await room.item(productId)).toMatchObject({ onHand: '5', reserved: '2' })
  })
})
