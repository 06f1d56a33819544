import { afterAll, beforeEach, expect, it } from 'vitest'
import { aProduct } from '../../../../testing/builders.ts'
import { openTestShop, type TestShop } from '../../../../testing/test-shop.ts'

let shop: TestShop

beforeEach(async () => {
  await shop?.close()
  shop = await openTestShop()
})
afterAll(() => shop.close())

it('joins products with their prices in one call each', async () => {
  const { data } = await shop.ask('{ products(first: 40) { nodes { code listPrice { amount currency } } } }')
  expect(data.products.nodes).toHaveLength(40)
  expect(data.products.nodes[0]).toEqual({ code: 'P0', listPrice: { amount: '9.90', currency: 'CNY' } })
  expect(shop.services.product.asked).toEqual(['GET /products'])
  expect(shop.services.pricing.asked).toEqual(['POST /prices/batch'])
})

it('answers null for a price that is not kept', async () => {
  shop.services.pricing.on('POST /prices/batch', () => ({ items: [] }))
  const { data, errors } = await shop.ask('{ product(id: "p1") { listPrice { amount } } }')
  expect({ data, errors }).toEqual({ data: { product: { listPrice: null } }, errors: [] })
})

it('answers products without prices while pricing is down, and says so', async () => {
  shop.services.pricing.breakDown()
  const { data, errors, degraded } = await shop.ask('{ product(id: "p1") { code listPrice { amount } } }')
  expect({ data, errors }).toEqual({ data: { product: { code: 'P1', listPrice: null } }, errors: [] })
  expect(degraded).toEqual([{ service: 'pricing', code: 'UPSTREAM_UNAVAILABLE' }])
})

it('passes search and category on', async () => {
  await shop.ask('{ products(search: "red", category: "Mugs") { totalCount } }')
  const query = shop.services.product.calls[0]?.query
  expect(Object.fromEntries(query ?? [])).toEqual({
    first: '20',
    search: 'red',
    category: 'Mugs',
    sort: 'CODE_ASC',
  })
})

it('refuses a kind of product it does not know', async () => {
  shop.services.product.on('POST /products/batch', () => ({ items: [aProduct('p1', { kind: 'GIFT' })] }))
  const { errors } = await shop.ask('{ product(id: "p1") { code } }')
  expect(errors[0]?.extensions?.code).toBe('UPSTREAM_INVALID')
})
