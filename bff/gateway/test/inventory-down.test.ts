import { afterAll, beforeAll, expect, it } from 'vitest'
import { openRealShop, type RealShop, stockShop } from '../testing/real-shop.ts'
import { openGraph, type TestGraph } from '../testing/test-graph.ts'

/** Nothing listens on the discard port. */
const NOWHERE = 'http://127.0.0.1:9'

let shop: RealShop
let graph: TestGraph
let ids: Record<string, string>

beforeAll(async () => {
  shop = await openRealShop({ INVENTORY_URL: NOWHERE })
  graph = openGraph({ ...shop.urls, inventory: NOWHERE })
  ids = await stockShop(shop, 't_demo')
})
afterAll(async () => {
  await graph?.close()
  await shop?.close()
})

it('leaves the order as it was and says why, and lists it without stock', async () => {
  const created = await graph.ask(
    'mutation ($input: OrderInput!) { createOrder(input: $input, idempotencyKey: "k") { id version number } }',
    { input: { lines: [{ productId: ids.P1, quantity: '1', unitPrice: '9.90' }] } },
  )
  const { id, version, number } = created.data.createOrder
  const { errors } = await graph.ask(
    'mutation ($id: ID!, $version: Int!) { confirmOrder(id: $id, version: $version) { id } }',
    { id, version },
  )
  expect(errors[0]).toMatchObject({
    message: expect.stringContaining(`${number} stays DRAFT`),
    extensions: { code: 'UPSTREAM_UNAVAILABLE', details: { service: 'inventory' } },
  })
  const list = await graph.ask(
    '{ orders { nodes { status lines { product { code stock { available } } } } } workbench { today { orderCount } lowStockCount } }',
  )
  expect(list.errors).toEqual([])
  expect(list.data).toEqual({
    orders: { nodes: [{ status: 'DRAFT', lines: [{ product: { code: 'P1', stock: null } }] }] },
    workbench: { today: { orderCount: 0 }, lowStockCount: null },
  })
  expect(list.degraded).toEqual([{ service: 'inventory', code: 'UPSTREAM_UNAVAILABLE' }])
})
