import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { aMovement, aPage, aProduct, aStockItem } from '../../../../testing/builders.ts'
import { FakeAnswer } from '../../../../testing/fake-service.ts'
import { openTestShop, type TestShop } from '../../../../testing/test-shop.ts'

let shop: TestShop

beforeEach(async () => {
  await shop?.close()
  shop = await openTestShop()
})
afterAll(() => shop.close())

describe('stockItems', () => {
  it('joins quantities with product and warehouse in one call each', async () => {
    const { data } = await shop.ask(
      '{ stockItems(lowOnly: true, warehouseId: "w1") { totalCount nodes { available isLow product { code } warehouse { code } } } }',
    )
    expect(data.stockItems.totalCount).toBe(40)
    expect(data.stockItems.nodes[3]).toEqual({
      available: '8',
      isLow: false,
      product: { code: 'P3' },
      warehouse: { code: 'MAIN' },
    })
    expect(Object.fromEntries(shop.services.inventory.calls[0]?.query ?? [])).toEqual({
      first: '50',
      warehouseId: 'w1',
      lowOnly: 'true',
    })
    expect(shop.services.inventory.asked).toEqual(['GET /stock', 'POST /warehouses/batch'])
    expect(shop.services.product.asked).toEqual(['POST /products/batch'])
  })

  it('finds stock by what products are called, in the order of their codes', async () => {
    shop.services.product.on('GET /products', () => aPage([aProduct('p2'), aProduct('p1')]))
    const stock = [aStockItem('s1', 'p1'), aStockItem('s2', 'p2'), aStockItem('s3', 'p2')]
    shop.services.inventory.on('GET /stock', () => aPage(stock))
    const query = `query ($after: String) {
      stockItems(first: 2, search: " mug ", after: $after) {
        totalCount nodes { id product { code } } pageInfo { hasNextPage endCursor }
      }
    }`
    const { data } = await shop.ask(query)
    expect(data.stockItems).toMatchObject({ totalCount: 3, pageInfo: { hasNextPage: true } })
    expect(data.stockItems.nodes.map((item: { id: string }) => item.id)).toEqual(['s2', 's3'])
    expect(shop.services.inventory.calls[0]?.query.get('productIds')).toBe('p2,p1')
    expect(shop.services.product.asked).toEqual(['GET /products'])
    const next = await shop.ask(query, { after: data.stockItems.pageInfo.endCursor })
    expect(next.data.stockItems.nodes).toEqual([{ id: 's1', product: { code: 'P1' } }])
  })

  it('asks inventory nothing when no product matches', async () => {
    shop.services.product.on('GET /products', () => aPage([]))
    const { data } = await shop.ask('{ stockItems(search: "nothing") { totalCount nodes { id } } }')
    expect(data.stockItems).toEqual({ totalCount: 0, nodes: [] })
    expect(shop.services.inventory.calls).toEqual([])
  })

  it('refuses a cursor of another list', async () => {
    const { errors } = await shop.ask('{ stockItems(search: "p", after: "zzz") { totalCount } }')
    expect(errors[0]?.extensions?.code).toBe('INVALID_CURSOR')
  })
})

describe('Product.stock', () => {
  it('is null for services and products never stocked, and services are not asked for', async () => {
    shop.services.product.on('GET /products', () =>
      aPage([aProduct('p1'), aProduct('post', { kind: 'SERVICE' }), aProduct('new')]),
    )
    const { data } = await shop.ask('{ products { nodes { id stock { available } } } }')
    expect(data.products.nodes).toEqual([
      { id: 'p1', stock: { available: '8' } },
      { id: 'post', stock: null },
      { id: 'new', stock: null },
    ])
    expect(shop.services.inventory.calls[0]?.body).toEqual({ productIds: ['p1', 'new'] })
  })

  it('is read again in every request', async () => {
    const ask = () => shop.ask('{ product(id: "p1") { stock { available } } }')
    await ask()
    shop.services.inventory.on('POST /stock/by-products', () => ({
      items: [aStockItem('s1', 'p1', { available: '3' })],
    }))
    expect((await ask()).data.product.stock).toEqual({ available: '3' })
  })
})

describe('writes', () => {
  const adjust = `mutation ($delta: Decimal!) {
    adjustStock(input: {warehouseId: "w1", productId: "p1", quantityDelta: $delta, reason: DAMAGE, note: null}, idempotencyKey: "k") {
      onHand product { stock { onHand } }
    }
  }`

  it('books an adjustment under its idempotency key', async () => {
    shop.services.inventory.on('POST /adjustments', () => aStockItem('s1', 'p1', { onHand: '9' }))
    const { data } = await shop.ask(adjust, { delta: '-1' })
    expect(data.adjustStock).toEqual({ onHand: '9', product: { stock: { onHand: '10' } } })
    expect(shop.services.inventory.calls[0]).toMatchObject({
      headers: { 'idempotency-key': 'k' },
      body: { warehouseId: 'w1', productId: 'p1', quantityDelta: '-1', reason: 'DAMAGE' },
    })
  })

  it('books nothing for an unknown product, which no list of stock could show again', async () => {
    shop.services.inventory.on('POST /adjustments', () => aStockItem('s1', 'ghost'))
    const { errors } = await shop.ask(adjust.replace('"p1"', '"ghost"'), { delta: '1' })
    expect(errors[0]?.extensions).toEqual({ code: 'NOT_FOUND', details: { productId: 'ghost' } })
    expect(shop.services.inventory.asked).toEqual([])
  })

  it('says what was available when an adjustment takes too much', async () => {
    const shortages = [{ productId: 'p1', requested: '99', available: '8' }]
    shop.services.inventory.on('POST /adjustments', () =>
      FakeAnswer.problem(409, 'INSUFFICIENT_STOCK', { shortages }),
    )
    const { errors } = await shop.ask(adjust, { delta: '-99' })
    expect(errors[0]?.extensions).toMatchObject({ code: 'INSUFFICIENT_STOCK', details: { shortages } })
  })

  it('sets a level only on the version that was seen', async () => {
    shop.services.inventory.on('PUT /stock/:id/level', () =>
      FakeAnswer.problem(412, 'VERSION_CONFLICT', { currentVersion: 5 }),
    )
    const { errors } = await shop.ask(
      'mutation { setLowStockLevel(stockItemId: "a/b", level: "4", version: 2) { id } }',
    )
    expect(errors[0]?.extensions).toEqual({ code: 'VERSION_CONFLICT', details: { currentVersion: 5 } })
    const call = shop.services.inventory.calls[0]
    expect(call).toMatchObject({ params: { id: 'a/b' }, headers: { 'if-match': '"2"' } })
  })
})

it('shows the ledger with products and reasons', async () => {
  shop.services.inventory.on('GET /movements', () =>
    aPage([aMovement('m1', 'p1'), aMovement('m2', 'p2', { kind: 'ISSUE', reason: null, reference: 'SO-1' })]),
  )
  const { data } = await shop.ask(
    '{ stockMovements(productId: "p1") { nodes { kind reason reference onHandDelta product { code } warehouse { code } } } }',
  )
  expect(data.stockMovements.nodes[1]).toEqual({
    kind: 'ISSUE',
    reason: null,
    reference: 'SO-1',
    onHandDelta: '-1',
    product: { code: 'P2' },
    warehouse: { code: 'MAIN' },
  })
})
