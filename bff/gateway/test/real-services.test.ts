import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { countCalls } from '../testing/call-counter.ts'
import { openRealShop, type RealShop, stockShop } from '../testing/real-shop.ts'
import { type Answer, openGraph, type TestGraph } from '../testing/test-graph.ts'

let shop: RealShop
let graph: TestGraph
let ids: Record<string, string>

beforeAll(async () => {
  shop = await openRealShop()
  graph = openGraph(shop.urls)
  ids = await stockShop(shop, 't_demo')
  for (let n = 0; n < 50; n++) await createOrder(n)
})
afterAll(async () => {
  await graph?.close()
  await shop?.close()
})

async function createOrder(n: number, quantity = '1') {
  const lines = [0, 1, 2].map(k => ({ productId: ids[`P${(n + k * 7) % 20}`], quantity, unitPrice: '9.90' }))
  const { data, errors } = await graph.ask(
    'mutation ($input: OrderInput!, $key: ID!) { createOrder(input: $input, idempotencyKey: $key) { id version status total { amount } } }',
    { input: { customerId: ids[`C${n % 5}`], lines }, key: `order-${n}-${quantity}` },
  )
  expect(errors).toEqual([])
  return data.createOrder
}

it('costs a list of 50 orders with all their parts one call a service and entity', async () => {
  let answer: Answer | undefined
  const calls = await countCalls(async () => {
    answer = await graph.ask(`{
      orders(first: 50) {
        totalCount totalAmount { amount }
        nodes {
          number status total { amount currency } customer { name }
          lines { description quantity amount { amount } product { code listPrice { amount } stock { available } } }
        }
      }
    }`)
  })
  expect(answer?.errors).toEqual([])
  expect(answer?.data.orders).toMatchObject({ totalCount: 50, totalAmount: { amount: '1485.00' } })
  expect(answer?.data.orders.nodes[0]).toMatchObject({
    total: { amount: '29.70', currency: 'CNY' },
    customer: { name: 'C number 4' },
    lines: [
      {
        description: 'P number 9',
        product: { code: 'P9', listPrice: { amount: '9.90' }, stock: { available: '100' } },
      },
      {},
      {},
    ],
  })
  const names = Object.entries(shop.urls)
  const asked = calls.map(call => names.reduce((text, [name, url]) => text.replace(url, `${name} `), call))
  expect(asked.sort()).toEqual([
    'GET sales /orders',
    'POST inventory /stock/by-products',
    'POST party /customers/batch',
    'POST pricing /prices/batch',
    'POST product /products/batch',
    'POST sales /orders/lines/batch',
  ])
})

describe('the life of an order', () => {
  const step = (name: string, { id, version }: { id: string; version: number }) =>
    graph.ask(
      `mutation ($id: ID!, $version: Int!) { order: ${name}Order(id: $id, version: $version) { id version status allowedActions } }`,
      { id, version },
    )
  const stockOf = async (code: string) => {
    const { data } = await graph.ask(
      'query ($id: ID!) { product(id: $id) { stock { onHand reserved available } } }',
      {
        id: ids[code],
      },
    )
    return data.product.stock
  }

  it('reserves at confirmation and issues at shipping, and each next read shows it', async () => {
    const order = await createOrder(0, '10')
    const confirmed = await step('confirm', order)
    expect(confirmed.data.order.status).toBe('CONFIRMED')
    expect(await stockOf('P0')).toEqual({ onHand: '100', reserved: '10', available: '90' })
    const shipped = await step('ship', confirmed.data.order)
    expect(shipped.data.order.status).toBe('SHIPPED')
    expect(await stockOf('P0')).toEqual({ onHand: '90', reserved: '0', available: '90' })
    expect((await step('close', shipped.data.order)).data.order.status).toBe('CLOSED')
  })

  it('names what is short, and leaves the order as it was', async () => {
    const order = await createOrder(1, '500')
    const { errors } = await step('confirm', order)
    expect(errors[0]?.extensions).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      details: {
        shortages: expect.arrayContaining([
          expect.objectContaining({ productCode: 'P1', productName: 'P number 1', requested: '500' }),
        ]),
      },
    })
    const { data } = await graph.ask('query ($id: ID!) { order(id: $id) { status version } }', {
      id: order.id,
    })
    expect(data.order.status).toBe('DRAFT')
  })

  it('refuses a step from a version that is no more', async () => {
    const order = await createOrder(2, '2')
    await step('confirm', order)
    expect((await step('cancel', order)).errors[0]?.extensions?.code).toBe('VERSION_CONFLICT')
  })

  it('credits a line of what was shipped', async () => {
    const order = await createOrder(3, '3')
    const confirmed = await step('confirm', order)
    await step('ship', confirmed.data.order)
    const { data } = await graph.ask('query ($id: ID!) { order(id: $id) { lines { id } } }', { id: order.id })
    const credit = await graph.ask(
      'mutation ($id: ID!, $lines: [CreditLineInput!]!) { createCreditNote(orderId: $id, lines: $lines, idempotencyKey: "credit-1") { kind total { amount } creditOf { id } } }',
      { id: order.id, lines: [{ lineId: data.order.lines[0].id, quantity: '1' }] },
    )
    expect(credit.data.createCreditNote).toEqual({
      kind: 'CREDIT_NOTE',
      total: { amount: '-9.90' },
      creditOf: { id: order.id },
    })
  })

  it('books an adjustment that the next read and the ledger show', async () => {
    const { data } = await graph.ask('{ warehouses { id code } }')
    const adjusted = await graph.ask(
      'mutation ($input: AdjustStockInput!) { adjustStock(input: $input, idempotencyKey: "adjust-1") { onHand product { code } warehouse { code } } }',
      {
        input: {
          warehouseId: data.warehouses[0].id,
          productId: ids.P19,
          quantityDelta: '-97',
          reason: 'LOSS',
        },
      },
    )
    expect(adjusted.data.adjustStock).toMatchObject({ onHand: '3', product: { code: 'P19' } })
    expect(await stockOf('P19')).toMatchObject({ onHand: '3' })
    const ledger = await graph.ask(
      'query ($id: ID) { stockMovements(productId: $id, first: 1) { nodes { kind onHandDelta reason } } }',
      { id: ids.P19 },
    )
    expect(ledger.data.stockMovements.nodes).toEqual([
      { kind: 'ADJUSTMENT', onHandDelta: '-97', reason: 'LOSS' },
    ])
  })
})

it('pages through orders, products, customers and stock without a gap or a repeat', async () => {
  for (const list of ['orders', 'products', 'customers', 'stockItems']) {
    const seen: string[] = []
    for (let after: string | null = null, more = true; more; ) {
      const { data, errors } = await graph.ask(
        `query ($after: String) { list: ${list}(first: 7, after: $after) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
        { after },
      )
      expect(errors).toEqual([])
      seen.push(...data.list.nodes.map((node: { id: string }) => node.id))
      after = data.list.pageInfo.endCursor
      more = data.list.pageInfo.hasNextPage
      if (!more) expect(seen).toHaveLength(data.list.totalCount)
    }
    expect(new Set(seen).size).toBe(seen.length)
  }
})

it('finds stock by the name of the product', async () => {
  const { data } = await graph.ask(
    '{ stockItems(search: "number 19") { totalCount nodes { isLow product { code } } } }',
  )
  expect(data.stockItems).toEqual({ totalCount: 1, nodes: [{ isLow: true, product: { code: 'P19' } }] })
})

it('fills the workbench', async () => {
  const { data, errors, degraded } = await graph.ask(`{
    workbench {
      month today { orderCount total { amount } } thisMonth { orderCount } lastMonth { orderCount total { amount } }
      days { date } lastMonthDays { date } bestProducts(first: 3) { quantity product { code } total { amount } }
      lowStockCount lowStock { product { code } } lastOrders(first: 2) { number customer { name } }
    }
  }`)
  expect({ errors, degraded }).toEqual({ errors: [], degraded: [] })
  expect(data.workbench).toMatchObject({
    lastMonth: { orderCount: 0, total: { amount: '0.00' } },
    lowStockCount: 1,
    lowStock: [{ product: { code: 'P19' } }],
  })
  expect(data.workbench.today.orderCount).toBeGreaterThan(0)
  expect(data.workbench.lastOrders).toHaveLength(2)
})

describe('another tenant', () => {
  const other = { tenantId: 't_other' }

  it('reads nothing by an id it has learnt', async () => {
    const { data: mine } = await graph.ask('{ orders(first: 1) { nodes { id } } }')
    const { data } = await graph.ask(
      'query ($o: ID!, $p: ID!, $c: ID!) { order(id: $o) { id } product(id: $p) { id stock { onHand } } customer(id: $c) { id } orders { totalCount } }',
      { o: mine?.orders.nodes[0].id, p: ids.P1, c: ids.C1 },
      other,
    )
    expect(data).toEqual({ order: null, product: null, customer: null, orders: { totalCount: 0 } })
  })

  it('cannot act on it either', async () => {
    const { data: mine } = await graph.ask('{ orders(first: 1) { nodes { id version } } }')
    const { id, version } = mine?.orders.nodes[0] ?? {}
    const { errors } = await graph.ask(
      'mutation ($id: ID!, $version: Int!) { cancelOrder(id: $id, version: $version) { id } }',
      { id, version },
      other,
    )
    expect(errors[0]?.extensions?.code).toBe('NOT_FOUND')
  })

  it('makes a customer of its own under the same code', async () => {
    const { data } = await graph.ask(
      'mutation { createCustomer(input: {code: "C1", name: "Theirs"}, idempotencyKey: "c") { id name } }',
      {},
      other,
    )
    expect(data.createCustomer.name).toBe('Theirs')
    expect(data.createCustomer.id).not.toBe(ids.C1)
  })
})
