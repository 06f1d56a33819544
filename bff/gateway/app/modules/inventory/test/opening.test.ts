import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { aPage, aProduct, aStockItem } from '../../../../testing/builders.ts'
import { FakeAnswer } from '../../../../testing/fake-service.ts'
import { openTestShop, type TestShop } from '../../../../testing/test-shop.ts'

let shop: TestShop

beforeEach(async () => {
  await shop?.close()
  shop = await openTestShop()
})
afterAll(() => shop.close())

describe('receiveStock', () => {
  const receive = (productId: string) =>
    shop.ask(
      `mutation ($productId: ID!) {
        receiveStock(input: {kind: OPENING, productId: $productId, quantity: "2.5"}, idempotencyKey: "k") { onHand }
      }`,
      { productId },
    )

  it('books under its key, in the default warehouse', async () => {
    shop.services.inventory.on('POST /receipts', () => aStockItem('s1', 'p1', { onHand: '2.5' }))
    expect((await receive('p1')).data.receiveStock).toEqual({ onHand: '2.5' })
    expect(shop.services.inventory.calls[0]).toMatchObject({
      headers: { 'idempotency-key': 'k' },
      body: { kind: 'OPENING', productId: 'p1', quantity: '2.5' },
    })
  })

  it('books nothing of a service, or of an unknown product', async () => {
    shop.services.product.on('POST /products/batch', () => ({
      items: [aProduct('post', { kind: 'SERVICE' })],
    }))
    expect((await receive('post')).errors[0]?.extensions?.code).toBe('NOT_STOCKED')
    expect((await receive('ghost')).errors[0]?.extensions?.code).toBe('NOT_FOUND')
    expect(shop.services.inventory.asked).toEqual([])
  })
})

describe('productsWithoutStock', () => {
  const query = `query ($after: String) {
    productsWithoutStock(first: 3, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
  }`

  it('keeps the goods that inventory has no item of, and goes on where a page ended', async () => {
    const products = ['p1', 'n1', 'n2', 'p2', 'n3', 'n4'].map(id => aProduct(id))
    shop.services.product.on('GET /products', ({ query: asked }) => {
      const from = products.findIndex(({ id }) => `c-${id}` === asked.get('after')) + 1
      return aPage(products.slice(from))
    })
    const { data } = await shop.ask(query)
    expect(data.productsWithoutStock).toEqual({
      nodes: [{ id: 'n1' }, { id: 'n2' }, { id: 'n3' }],
      pageInfo: { hasNextPage: true, endCursor: 'c-n3' },
    })
    const { endCursor: after } = data.productsWithoutStock.pageInfo
    expect((await shop.ask(query, { after })).data.productsWithoutStock).toMatchObject({
      nodes: [{ id: 'n4' }],
      pageInfo: { hasNextPage: false },
    })
    expect(Object.fromEntries(shop.services.product.calls[0]?.query ?? [])).toMatchObject({
      kind: 'GOODS',
      isActive: 'true',
    })
  })

  it('has an end in a shop where everything is stocked', async () => {
    const { data } = await shop.ask(query)
    expect(data.productsWithoutStock).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false } })
  })
})

describe('the rules of stock', () => {
  const rule = {
    productId: 'p1',
    own: { isTracked: null, belowZero: 'ALLOW' },
    inForce: { isTracked: true, belowZero: 'ALLOW' },
    version: 2,
  }

  it('are joined to products in one call, and services have none', async () => {
    shop.services.product.on('GET /products', () =>
      aPage([aProduct('p1'), aProduct('x', { kind: 'SERVICE' })]),
    )
    shop.services.inventory.on('POST /rules/by-products', () => ({ items: [rule] }))
    const { data } = await shop.ask('{ products { nodes { stockRule { belowZero ownIsTracked version } } } }')
    expect(data.products.nodes).toEqual([
      { stockRule: { belowZero: 'ALLOW', ownIsTracked: null, version: 2 } },
      { stockRule: null },
    ])
    expect(shop.services.inventory.calls[0]?.body).toEqual({ productIds: ['p1'] })
  })

  it('of a product are changed where the page names them, and stay where it does not', async () => {
    shop.services.inventory.on('PUT /rules/:productId', () => rule)
    const set = (input: object) =>
      shop.ask(
        `mutation ($input: OwnStockRuleInput!) {
          setProductStockRule(productId: "p1", input: $input, version: 1) { id }
        }`,
        { input },
      )
    for (const input of [{ belowZero: 'ALLOW' }, { isTracked: null }]) {
      expect((await set(input)).errors).toEqual([])
      expect(shop.services.inventory.calls.at(-1)).toMatchObject({ headers: { 'if-match': '"1"' } })
      expect(shop.services.inventory.calls.at(-1)?.body).toEqual(input)
    }
  })

  it('are set only by who may', async () => {
    shop.services.inventory.on('PUT /settings', () => ({ isTracked: true, belowZero: 'WARN', version: 1 }))
    const mutation = `mutation {
      setStockSettings(input: {isTracked: true, belowZero: WARN}, version: 0) { belowZero version }
    }`
    const refused = await shop.ask(
      mutation,
      {},
      { permissions: ['inventory.stock.read', 'inventory.stock.adjust'] },
    )
    expect(refused.errors[0]?.extensions?.code).toBe('FORBIDDEN')
    expect((await shop.ask(mutation)).data.setStockSettings).toEqual({ belowZero: 'WARN', version: 1 })
    expect(shop.services.inventory.calls[0]?.headers['if-match']).toBe('"0"')
  })
})

describe('bookStockUpload', () => {
  it('says what keeps a file from being booked', async () => {
    shop.services.inventory.on('POST /uploads/:id/book', () =>
      FakeAnswer.problem(409, 'UPLOAD_HAS_PROBLEMS', { problemCount: 3 }),
    )
    const { errors } = await shop.ask('mutation { bookStockUpload(id: "u1") { bookedCount } }')
    expect(errors[0]?.extensions).toEqual({ code: 'UPLOAD_HAS_PROBLEMS', details: { problemCount: 3 } })
    expect(shop.services.inventory.calls[0]?.body).toEqual({ skipProblems: false, repeat: false })
  })

  it('of an unknown upload is null', async () => {
    shop.services.inventory.on('GET /uploads/:id', () => FakeAnswer.problem(404, 'NOT_FOUND'))
    expect((await shop.ask('{ stockUpload(id: "u1") { id } }')).data).toEqual({ stockUpload: null })
  })
})
