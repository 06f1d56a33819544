import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { aLine, anOrder, anOrderPage } from '../../../../testing/builders.ts'
import { FakeAnswer } from '../../../../testing/fake-service.ts'
import { openTestShop, type TestShop } from '../../../../testing/test-shop.ts'

let shop: TestShop

beforeEach(async () => {
  await shop?.close()
  shop = await openTestShop()
})
afterAll(() => shop.close())

describe('orders', () => {
  it('passes filter, sort and the time zone of the tenant on', async () => {
    await shop.ask(
      'query ($filter: OrderFilter) { orders(first: 10, sort: TOTAL_ASC, filter: $filter) { totalCount } }',
      {
        filter: {
          kind: 'ORDER',
          status: ['DRAFT', 'CONFIRMED'],
          customerId: 'c1',
          search: 'SO',
          from: '2010-12-01',
          to: '2010-12-31',
        },
      },
    )
    expect(Object.fromEntries(shop.services.sales.calls[0]?.query ?? [])).toEqual({
      first: '10',
      sort: 'TOTAL_ASC',
      kind: 'ORDER',
      status: 'DRAFT,CONFIRMED',
      customerId: 'c1',
      search: 'SO',
      from: '2010-12-01',
      to: '2010-12-31',
      timeZone: 'Asia/Shanghai',
    })
  })

  it('asks to count no further than it is asked to, and says where there is more', async () => {
    const asked = 'query ($countTo: Int) { orders(countTo: $countTo) { totalCount isCapped } }'
    shop.services.sales.on('GET /orders', ({ query }) => ({
      ...anOrderPage([anOrder('o1')], '19.80'),
      ...(query.has('countTo') && { totalCount: Number(query.get('countTo')), isCapped: true }),
    }))
    const capped = await shop.ask(asked, { countTo: 7 })
    expect(capped.data.orders).toEqual({ totalCount: 7, isCapped: true })
    const whole = await shop.ask(asked)
    expect(whole.data.orders).toEqual({ totalCount: 1, isCapped: false })
  })

  it('shows sums as money, and lines in their order', async () => {
    const lines = [aLine('l2', 'o1', { position: 2 }), aLine('l1', 'o1', { position: 1, amount: '-3.50' })]
    shop.services.sales.on('GET /orders', () => anOrderPage([anOrder('o1')], '19.80'))
    shop.services.sales.on('POST /orders/lines/batch', () => ({ items: lines }))
    const { data } = await shop.ask(
      '{ orders { totalAmount { amount currency } nodes { customer { id } total { amount currency } lines { id product { id } amount { amount currency } } } } }',
    )
    expect(data.orders).toEqual({
      totalAmount: { amount: '19.80', currency: 'CNY' },
      nodes: [
        {
          customer: null,
          total: { amount: '19.80', currency: 'CNY' },
          lines: [
            { id: 'l1', product: null, amount: { amount: '-3.50', currency: 'CNY' } },
            { id: 'l2', product: null, amount: { amount: '19.80', currency: 'CNY' } },
          ],
        },
      ],
    })
  })

  it('shows how long an order waits where sales says so, and null where it does not', async () => {
    const orders = [anOrder('o1', { status: 'CONFIRMED', waitingDays: 4 }), anOrder('o2')]
    shop.services.sales.on('GET /orders', () => anOrderPage(orders, '39.60'))
    const { data, errors } = await shop.ask('{ orders { nodes { id waitingDays } } }')
    expect(errors).toEqual([])
    expect(data.orders.nodes).toEqual([
      { id: 'o1', waitingDays: 4 },
      { id: 'o2', waitingDays: null },
    ])
  })

  it('lists orders without what a service that is down would add, and says so', async () => {
    shop.services.party.breakDown()
    shop.services.inventory.breakDown()
    const { data, errors, degraded } = await shop.ask(
      '{ orders(first: 50) { nodes { number customer { name } lines { product { code stock { available } } } } } }',
    )
    expect(errors).toEqual([])
    expect(data.orders.nodes[1]).toMatchObject({ number: 'SO-o1', customer: null })
    expect(data.orders.nodes[1].lines[0]).toEqual({ product: { code: 'P1', stock: null } })
    expect(degraded).toEqual(
      expect.arrayContaining([
        { service: 'party', code: 'UPSTREAM_UNAVAILABLE' },
        { service: 'inventory', code: 'UPSTREAM_UNAVAILABLE' },
      ]),
    )
  })

  it('finds the order a credit note belongs to', async () => {
    shop.services.sales.on('POST /orders/batch', ({ body }) => {
      const { ids } = body as { ids: string[] }
      return {
        items: ids.map(id => anOrder(id, id === 'n1' ? { kind: 'CREDIT_NOTE', creditOfId: 'o1' } : {})),
      }
    })
    const { data } = await shop.ask('{ order(id: "n1") { kind creditOf { number } } }')
    expect(data.order).toEqual({ kind: 'CREDIT_NOTE', creditOf: { number: 'SO-o1' } })
  })

  it('answers UPSTREAM_UNAVAILABLE when sales itself is down', async () => {
    shop.services.sales.breakDown()
    const { data, errors } = await shop.ask('{ orders { totalCount } }')
    expect(data).toBeNull()
    expect(errors[0]?.extensions?.code).toBe('UPSTREAM_UNAVAILABLE')
  })
})

describe('order writes', () => {
  const confirm =
    'mutation { confirmOrder(id: "o1", version: 3) { status version lines { product { stock { available } } } } }'

  it('creates in the currency of the tenant under the idempotency key', async () => {
    shop.services.sales.on('POST /orders', () => new FakeAnswer(201, anOrder('o9')))
    const { data } = await shop.ask(
      'mutation ($input: OrderInput!) { createOrder(input: $input, idempotencyKey: "k9") { id } }',
      { input: { customerId: null, lines: [{ productId: 'p1', quantity: '2', unitPrice: '9.90' }] } },
    )
    expect(data.createOrder).toEqual({ id: 'o9' })
    expect(shop.services.sales.calls[0]).toMatchObject({
      headers: { 'idempotency-key': 'k9' },
      body: {
        currency: 'CNY',
        lines: [{ productId: 'p1', quantity: '2', unitPrice: '9.90', discount: '0' }],
      },
    })
  })

  it('refuses a price that is a float before anything is asked', async () => {
    const { errors } = await shop.ask(
      'mutation ($input: OrderInput!) { createOrder(input: $input, idempotencyKey: "k") { id } }',
      { input: { lines: [{ productId: 'p1', quantity: 2.5, unitPrice: '9.90' }] } },
    )
    expect(errors).toHaveLength(1)
    expect(shop.callCount()).toBe(0)
  })

  it('gives the order of a draft, and null while none was saved from it', async () => {
    shop.services.sales.on('GET /orders/by-draft/:key', ({ path }) =>
      path.endsWith('k1') ? anOrder('o1') : FakeAnswer.problem(404, 'NOT_FOUND'),
    )
    const ask = (key: string) => shop.ask(`{ orderOfDraft(idempotencyKey: "${key}") { number } }`)
    expect((await ask('k1')).data).toEqual({ orderOfDraft: { number: 'SO-o1' } })
    expect((await ask('k2')).data).toEqual({ orderOfDraft: null })
  })

  it('brings goods of a credit note back only when asked to, and then shows the order as it is after it', async () => {
    shop.services.sales.on('POST /orders/:id/credit-notes', () =>
      anOrder('n1', { kind: 'CREDIT_NOTE', creditOfId: 'o1' }),
    )
    const credit = (more: string) =>
      shop.ask(
        `mutation { createCreditNote(orderId: "o1", lines: [{ lineId: "l1", quantity: "1" }], idempotencyKey: "k" ${more}) { id } }`,
      )
    await credit('')
    await credit('restock: true')
    const sent = shop.services.sales.calls.map(({ body }) => (body as { restock: boolean }).restock)
    expect(sent).toEqual([false, true])
  })

  it.each(['confirm', 'ship', 'close', 'cancel'])('asks to %s the version that was seen', async step => {
    shop.services.sales.on(`POST /orders/:id/${step}`, () => anOrder('o1', { version: 4 }))
    const { data } = await shop.ask(`mutation { done: ${step}Order(id: "o1", version: 3) { version } }`)
    expect(data).toEqual({ done: { version: 4 } })
    expect(shop.services.sales.calls[0]).toMatchObject({
      path: `/orders/o1/${step}`,
      headers: { 'if-match': '"3"' },
    })
  })

  it('undoes the shipment of the version that was seen', async () => {
    shop.services.sales.on('POST /orders/:id/undo-shipment', () => anOrder('o1', { version: 5 }))
    const { data } = await shop.ask('mutation { undoShipment(id: "o1", version: 4) { version } }')
    expect(data).toEqual({ undoShipment: { version: 5 } })
    expect(shop.services.sales.calls[0]?.headers['if-match']).toBe('"4"')
  })

  it('updates only the version that was seen', async () => {
    shop.services.sales.on('PUT /orders/:id', () =>
      FakeAnswer.problem(412, 'VERSION_CONFLICT', { currentVersion: 4 }),
    )
    const { errors } = await shop.ask(
      'mutation ($input: OrderInput!) { updateOrder(id: "o1", version: 3, input: $input) { id } }',
      { input: { lines: [{ productId: 'p1', quantity: '1', unitPrice: '1' }] } },
    )
    expect(errors[0]?.extensions).toEqual({ code: 'VERSION_CONFLICT', details: { currentVersion: 4 } })
  })

  it('names the products that fell short', async () => {
    const shortages = [
      { productId: 'p2', requested: '99', available: '8' },
      { productId: 'deleted', requested: '1', available: '0' },
    ]
    shop.services.sales.on('POST /orders/:id/confirm', () =>
      FakeAnswer.problem(409, 'INSUFFICIENT_STOCK', { shortages }),
    )
    const { errors } = await shop.ask(confirm)
    expect(errors[0]?.extensions).toEqual({
      code: 'INSUFFICIENT_STOCK',
      details: {
        shortages: [
          { ...shortages[0], productCode: 'P2', productName: 'Product p2' },
          { ...shortages[1], productCode: null, productName: null },
        ],
      },
    })
  })

  it('still says INSUFFICIENT_STOCK while no service can name the products', async () => {
    const shortages = [{ productId: 'p2', requested: '99', available: '8' }]
    shop.services.sales.on('POST /orders/:id/confirm', () =>
      FakeAnswer.problem(409, 'INSUFFICIENT_STOCK', { shortages }),
    )
    shop.services.product.breakDown()
    const { errors } = await shop.ask(confirm)
    expect(errors[0]?.extensions).toMatchObject({ code: 'INSUFFICIENT_STOCK', details: { shortages } })
  })

  it('says that inventory was away and not that the order failed', async () => {
    shop.services.sales.on('POST /orders/:id/confirm', () =>
      FakeAnswer.problem(503, 'UPSTREAM_UNAVAILABLE', { service: 'inventory' }),
    )
    const { errors } = await shop.ask(confirm)
    expect(errors[0]?.extensions).toEqual({
      code: 'UPSTREAM_UNAVAILABLE',
      details: { service: 'inventory' },
    })
  })

  it('reads stock afresh after a step', async () => {
    let available = '8'
    shop.services.sales.on('POST /orders/:id/confirm', () => {
      available = '6'
      return anOrder('o1', { status: 'CONFIRMED', version: 4 })
    })
    shop.services.sales.on('POST /orders/lines/batch', () => ({
      items: [aLine('l1', 'o1', { productId: 'p1' })],
    }))
    shop.services.inventory.on('POST /stock/by-products', () => ({
      items: [{ productId: 'p1', onHand: '8', reserved: '0', available }],
    }))
    await shop.ask('{ product(id: "p1") { stock { available } } }')
    const { data } = await shop.ask(confirm)
    expect(data.confirmOrder).toEqual({
      status: 'CONFIRMED',
      version: 4,
      lines: [{ product: { stock: { available: '6' } } }],
    })
  })

  it('reads stock afresh between two steps of one request', async () => {
    const left = ['8', '6', '4']
    shop.services.sales.on('POST /orders/lines/batch', () => ({
      items: [aLine('l1', 'o1', { productId: 'p1' })],
    }))
    shop.services.sales.on('POST /orders/:id/confirm', () => anOrder('o1', { version: 4 }))
    shop.services.sales.on('POST /orders/:id/ship', () => anOrder('o1', { version: 5 }))
    shop.services.inventory.on('POST /stock/by-products', () => ({
      items: [{ productId: 'p1', onHand: '8', reserved: '0', available: left.shift() ?? '0' }],
    }))
    const { data } = await shop.ask(
      `mutation { confirmOrder(id: "o1", version: 3) { ...Stock } shipOrder(id: "o1", version: 4) { ...Stock } }
      fragment Stock on Order { version lines { product { stock { available } } } }`,
    )
    const withStock = (version: number, available: string) => ({
      version,
      lines: [{ product: { stock: { available } } }],
    })
    expect(data).toEqual({ confirmOrder: withStock(4, '8'), shipOrder: withStock(5, '6') })
  })

  it('makes a credit note of lines', async () => {
    shop.services.sales.on('POST /orders/:id/credit-notes', () => new FakeAnswer(201, anOrder('n1')))
    await shop.ask(
      'mutation { createCreditNote(orderId: "o1", lines: [{lineId: "l1", quantity: "1"}], note: "torn", idempotencyKey: "k") { id } }',
    )
    expect(shop.services.sales.calls[0]).toMatchObject({
      path: '/orders/o1/credit-notes',
      headers: { 'idempotency-key': 'k' },
      body: { lines: [{ lineId: 'l1', quantity: '1' }], note: 'torn' },
    })
  })
})
