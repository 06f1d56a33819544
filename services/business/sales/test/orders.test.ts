import { randomUUID } from 'node:crypto'
import { describeRowSecurity } from '@portico/service-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Counter } from './counter.ts'
import { type Market, openMarket } from './market.ts'

let market: Market
let counter: Counter
let goods: string

beforeAll(async () => {
  market = await openMarket()
  counter = new Counter(market)
  goods = await counter.product('GOODS', '1000')
  await counter.draft([{ productId: goods, quantity: '1' }])
})

afterAll(() => market.stop())

describeRowSecurity(() => market.sales)

describe('writing an order', () => {
  it('makes a numbered draft whose total is the sum of its rounded lines', async () => {
    const customerId = await counter.customer()
    const order = await counter.draft(
      [
        { productId: goods, quantity: '3', unitPrice: '0.335' },
        { productId: goods, quantity: '1.5', unitPrice: '9.99', discount: '0.15' },
      ],
      { customerId, note: 'PO 77', deliveryNote: 'Back door' },
    )
    expect(order).toMatchObject({
      kind: 'ORDER',
      status: 'DRAFT',
      customerId,
      note: 'PO 77',
      deliveryNote: 'Back door',
      total: '13.75',
      lineCount: 2,
      isImported: false,
      allowedActions: ['EDIT', 'CONFIRM', 'CANCEL'],
      version: 1,
    })
    expect(order.number).toMatch(/^SO-\d{6}$/)
    const lines = await counter.lines(order.id)
    expect(lines.map(({ position, amount }) => [position, amount])).toEqual([
      [1, '1.01'],
      [2, '12.74'],
    ])
    expect(lines[0]?.description).toMatch(/^Thing P/)
  })

  it('numbers without gaps or repeats, also when many are written at once', async () => {
    const fresh = new Counter(market, 't_numbers')
    const productId = await fresh.product('GOODS')
    const refused = await fresh.place([{ productId: randomUUID(), quantity: '1' }])
    expect(refused.json()).toMatchObject({ status: 422, code: 'UNKNOWN_PRODUCT' })
    const orders = await Promise.all(
      Array.from({ length: 8 }, () => fresh.draft([{ productId, quantity: '1' }])),
    )
    const numbers = orders.map(order => order.number).sort()
    expect(numbers).toEqual(Array.from({ length: 8 }, (_, n) => `SO-00000${n + 1}`))
  })

  it('is done once for one idempotency key', async () => {
    const headers = { 'idempotency-key': randomUUID() }
    const line = { productId: goods, quantity: '2' }
    const [first, second] = await Promise.all([
      counter.place([line], {}, headers),
      counter.place([line], {}, headers),
    ])
    expect(second.json()).toEqual(first.json())
    const other = await counter.place([{ ...line, quantity: '3' }], {}, headers)
    const { id: orderId, number } = first.json()
    const saved = { orderId, number, orderStatus: 'DRAFT', version: 1 }
    expect(other.json()).toMatchObject({ status: 409, code: 'ORDER_ALREADY_SAVED', ...saved })
  })

  it('is found by the key of the draft it was saved from, also when answers are no longer kept', async () => {
    const key = randomUUID()
    const place = () => counter.place([{ productId: goods, quantity: '2' }], {}, { 'idempotency-key': key })
    expect((await counter.call('GET', `/orders/by-draft/${key}`)).statusCode).toBe(404)
    const order = (await place()).json()
    expect((await counter.call('GET', `/orders/by-draft/${key}`)).json()).toEqual(order)
    await market.sales.database.tenant('t_demo', tx => tx.run('delete from idempotency'))
    expect((await place()).json()).toMatchObject({ code: 'ORDER_ALREADY_SAVED', orderId: order.id })
    const stranger = new Counter(market, 't_other')
    expect((await stranger.call('GET', `/orders/by-draft/${key}`)).statusCode).toBe(404)
  })

  it('refuses an unknown customer, no lines, and quantities that are none', async () => {
    const line = { productId: goods, quantity: '1' }
    expect((await counter.place([line], { customerId: randomUUID() })).json().code).toBe('UNKNOWN_CUSTOMER')
    expect((await counter.place([])).json().code).toBe('INVALID_REQUEST')
    for (const quantity of ['0', '-1', '1.00001', 'x', '1e3']) {
      expect((await counter.place([{ ...line, quantity }])).json().code).toBe('INVALID_REQUEST')
    }
  })

  it('takes a delivery note of 500 characters and no more', async () => {
    const [fits, tooLong] = [500, 501].map(length => ({ deliveryNote: 'x'.repeat(length) }))
    const line = { productId: goods, quantity: '1' }
    expect(await counter.draft([line], fits)).toMatchObject(fits ?? {})
    const lines = [{ ...line, unitPrice: '1' }]
    const refused = await counter.call('POST', '/orders', { currency: 'GBP', lines, ...tooLong })
    expect(refused.json().code).toBe('INVALID_REQUEST')
  })

  it('replaces a draft with the version last read', async () => {
    const order = await counter.draft([{ productId: goods, quantity: '1' }], {
      note: 'old',
      deliveryNote: 'old',
    })
    const body = { currency: 'GBP', lines: [{ productId: goods, quantity: '4', unitPrice: '2.5' }] }
    const put = (version: number) =>
      counter.call('PUT', `/orders/${order.id}`, body, { 'if-match': `"${version}"` })
    expect((await put(1)).json()).toMatchObject({
      total: '10.00',
      note: 'old',
      deliveryNote: 'old',
      version: 2,
    })
    expect((await put(1)).json()).toMatchObject({ code: 'VERSION_CONFLICT', currentVersion: 2 })
    expect((await counter.call('PUT', `/orders/${order.id}`, body)).json().code).toBe('VERSION_REQUIRED')
    const confirmed = await counter.through(await counter.read(order.id), 'confirm')
    expect((await put(confirmed.version)).json().code).toBe('ACTION_NOT_ALLOWED')
  })
})

it.each(['note', 'deliveryNote'])(
  'a change that does not name %s keeps it; null and empty empty it',
  async text => {
    const texts = { note: 'PO 7', deliveryNote: 'Back door' }
    const order = await counter.draft([{ productId: goods, quantity: '1' }], texts)
    const lines = [{ productId: goods, quantity: '1', unitPrice: '1' }]
    const { [text]: stays, ...others } = { note: 'PO 8', deliveryNote: 'Front door' } as Record<
      string,
      string
    >
    const put = async (version: number, given: object) => {
      const body = { currency: 'GBP', lines, ...given }
      return (await counter.call('PUT', `/orders/${order.id}`, body, { 'if-match': `"${version}"` })).json()
    }
    expect(await put(1, others)).toMatchObject({ ...texts, ...others })
    expect(await put(2, { [text]: null })).toMatchObject({ ...others, [text]: null })
    expect(await put(3, { [text]: stays })).toMatchObject({ ...others, [text]: stays })
    expect(await put(4, { [text]: '' })).toMatchObject({ ...others, [text]: null })
  },
)

describe('credit notes', () => {
  const credit = (orderId: string, lineId: string, quantity: string, headers = {}) =>
    counter.call(
      'POST',
      `/orders/${orderId}/credit-notes`,
      { lines: [{ lineId, quantity }], note: 'torn' },
      headers,
    )

  async function shipped(quantity: string) {
    const order = await counter.draft([{ productId: goods, quantity, unitPrice: '2.99', discount: '0.1' }])
    const [line] = await counter.lines(order.id)
    await counter.through(order, 'confirm', 'ship')
    return { order, lineId: line?.id ?? '' }
  }

  it('are closed documents with negative quantities', async () => {
    const { order, lineId } = await shipped('3')
    const answer = await credit(order.id, lineId, '2')
    expect(answer.statusCode).toBe(201)
    const note = answer.json()
    expect(note).toMatchObject({
      kind: 'CREDIT_NOTE',
      status: 'CLOSED',
      creditOfId: order.id,
      total: '-5.38',
      note: 'torn',
    })
    expect(note.number).toMatch(/^CN-\d{6}$/)
    expect(note.allowedActions).toEqual([])
    expect(await counter.lines(note.id)).toMatchObject([
      { quantity: '-2', unitPrice: '2.99', amount: '-5.38' },
    ])
  })

  it('are listed with their order, whose lines say what is left to credit', async () => {
    const { order, lineId } = await shipped('3')
    const first = (await credit(order.id, lineId, '1')).json()
    const second = (await credit(order.id, lineId, '0.5')).json()
    const body = { orderIds: [order.id] }
    const { items } = (await counter.call('POST', '/orders/credit-notes/batch', body)).json()
    expect(items.map((note: { id: string }) => note.id)).toEqual([second.id, first.id])
    expect(await counter.lines(order.id)).toMatchObject([{ quantity: '3', left: '1.5' }])
  })

  it('never credit more than was ordered, not even at the same time', async () => {
    const { order, lineId } = await shipped('3')
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => credit(order.id, lineId, '1')))
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([201, 201, 201, 409, 409])
    expect((await credit(order.id, lineId, '1')).json()).toMatchObject({
      code: 'CREDIT_EXCEEDS_ORDER',
      excesses: [{ lineId, requested: '1', left: '0' }],
    })
    expect((await credit(order.id, randomUUID(), '1')).json().code).toBe('CREDIT_EXCEEDS_ORDER')
  })

  it('need goods that have left', async () => {
    const order = await counter.draft([{ productId: goods, quantity: '1' }])
    expect((await credit(order.id, randomUUID(), '1')).json().code).toBe('ACTION_NOT_ALLOWED')
    expect((await credit(randomUUID(), randomUUID(), '1')).statusCode).toBe(404)
  })
})

describe('tenants', () => {
  it('never see or touch each other’s orders, by any route', async () => {
    const order = await counter.draft([{ productId: goods, quantity: '1' }])
    const stranger = new Counter(market, 't_other')
    const { id } = order
    expect((await stranger.call('GET', `/orders/${id}`)).statusCode).toBe(404)
    expect((await stranger.call('POST', '/orders/batch', { ids: [id] })).json().items).toEqual([])
    expect(await stranger.lines(id)).toEqual([])
    expect((await stranger.call('GET', '/orders')).json()).toMatchObject({
      items: [],
      totalCount: 0,
      totalAmount: '0.00',
    })
    for (const step of ['confirm', 'ship', 'close', 'cancel'] as const) {
      expect((await stranger.step(order, step)).statusCode).toBe(404)
    }
    const own = await stranger.product('GOODS')
    const body = { currency: 'GBP', lines: [{ productId: own, quantity: '1', unitPrice: '1' }] }
    expect((await stranger.call('PUT', `/orders/${id}`, body, { 'if-match': '"1"' })).statusCode).toBe(404)
    const credit = { lines: [{ lineId: randomUUID(), quantity: '1' }] }
    expect((await stranger.call('POST', `/orders/${id}/credit-notes`, credit)).statusCode).toBe(404)
    expect((await stranger.place([{ productId: goods, quantity: '1' }])).json().code).toBe('UNKNOWN_PRODUCT')
    expect(await counter.read(id)).toMatchObject({ status: 'DRAFT', version: 1 })
  })
})
