import { expect, it } from 'vitest'
import { openTestShop } from '../../../../testing/test-shop.ts'

const FULL_LIST = `{
  orders(first: 50) {
    totalCount
    nodes {
      number
      customer { name }
      lines { quantity product { code name listPrice { amount } stock { available } } }
    }
  }
}`

it('costs a list of 50 orders with all their parts one call a service and entity', async () => {
  const shop = await openTestShop({ orderCount: 50 })
  const { data, errors } = await shop.ask(FULL_LIST)
  expect(errors).toEqual([])
  expect(data.orders.nodes).toHaveLength(50)
  expect(data.orders.nodes[49].lines[2]).toEqual({
    quantity: '2',
    product: { code: 'P23', name: 'Product p23', listPrice: { amount: '9.90' }, stock: { available: '8' } },
  })
  const { sales, party, product, pricing, inventory } = shop.services
  expect(sales.asked).toEqual(['GET /orders', 'POST /orders/lines/batch'])
  expect(party.asked).toEqual(['POST /customers/batch'])
  expect(product.asked).toEqual(['POST /products/batch'])
  expect(pricing.asked).toEqual(['POST /prices/batch'])
  expect(inventory.asked).toEqual(['POST /stock/by-products'])
  await shop.close()
})

it('costs the same list less the second time: what seldom changes is cached, stock and orders are not', async () => {
  const shop = await openTestShop({ orderCount: 50 })
  await shop.ask(FULL_LIST)
  const before = shop.callCount()
  await shop.ask(FULL_LIST)
  expect(shop.callCount() - before).toBe(3)
  await shop.close()
})
