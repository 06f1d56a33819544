import type { Activity } from '@portico/sales-contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Counter } from './counter.ts'
import { type Market, openMarket } from './market.ts'

let market: Market
let counter: Counter
let goods: string

beforeAll(async () => {
  market = await openMarket()
  counter = new Counter(market)
  goods = await counter.product('GOODS', '100')
})
afterAll(() => market.stop())

/** Oldest first. */
async function activityOf(id: string): Promise<Activity[]> {
  const { items } = (await counter.call('GET', `/orders/${id}/activity`)).json()
  return items.reverse()
}

describe('the activity of an order', () => {
  it('records each step with its user, in the transaction that took it', async () => {
    const context = { userId: 'u_ada' }
    const as = (path: string, body: object | undefined, headers = {}) =>
      market.sales.call('POST', path, { tenant: 't_demo', context, body, headers })
    const lines = [{ productId: goods, quantity: '2', unitPrice: '1' }]
    const order = (await as('/orders', { currency: 'GBP', lines })).json()
    for (const [step, version] of [
      ['confirm', 1],
      ['ship', 2],
      ['undo-shipment', 3],
      ['ship', 4],
    ] as const) {
      await as(`/orders/${order.id}/${step}`, undefined, { 'if-match': `"${version}"` })
    }
    const [line] = await counter.lines(order.id)
    const credit = { lines: [{ lineId: line?.id, quantity: '1' }], restock: true }
    const note = (await as(`/orders/${order.id}/credit-notes`, credit)).json()
    const activity = await activityOf(order.id)
    const actions = ['CREATE', 'CONFIRM', 'SHIP', 'UNDO_SHIPMENT', 'SHIP', 'CREDIT']
    expect(activity.map(({ action, userId }) => [action, userId])).toEqual(
      actions.map(action => [action, 'u_ada']),
    )
    expect(activity.at(-1)).toMatchObject({ creditNoteId: note.id, changes: [{ field: 'RESTOCK' }] })
    expect(await activityOf(note.id)).toMatchObject([{ action: 'CREATE', userId: 'u_ada' }])
  })

  it('says nothing of a step that was refused', async () => {
    const order = await counter.draft([{ productId: goods, quantity: '1000' }])
    expect((await counter.step(order, 'confirm')).statusCode).toBe(409)
    expect((await activityOf(order.id)).map(({ action }) => action)).toEqual(['CREATE'])
  })

  it('records old and new values of an edit, and only of what changed', async () => {
    const other = await counter.product('GOODS')
    const third = await counter.product('GOODS')
    const customerId = await counter.customer()
    const order = await counter.draft([
      { productId: goods, quantity: '2', unitPrice: '1.50' },
      { productId: other, quantity: '1' },
    ])
    const lines = [
      { productId: goods, quantity: '3', unitPrice: '1.5', discount: '0.1' },
      { productId: third, quantity: '7', unitPrice: '0' },
    ]
    const body = { currency: 'GBP', customerId, note: 'by Friday', deliveryNote: 'Back door', lines }
    await counter.call('PUT', `/orders/${order.id}`, body, { 'if-match': '"1"' })
    const [, edit] = await activityOf(order.id)
    const changes = edit?.changes.map(({ field, before, after }) => [field, before, after])
    expect(changes).toEqual([
      ['CUSTOMER', null, customerId],
      ['NOTE', null, 'by Friday'],
      ['DELIVERY_NOTE', null, 'Back door'],
      ['QUANTITY', '2', '3'],
      ['DISCOUNT', '0', '0.1'],
      ['LINE', null, '7'],
      ['LINE', '1', null],
      ['TOTAL', '4.00', '4.05'],
    ])
  })

  it('of a document of the past begins with its import', async () => {
    const line = { description: 'Lamp', quantity: '1', unitPrice: '1' }
    const past = { source: 'csv', number: 'A-1', kind: 'ORDER', orderedAt: '2020-01-01T00:00:00Z' }
    const documents = [{ ...past, currency: 'GBP', lines: [line] }]
    const { items } = (await counter.call('POST', '/orders/history', { documents })).json()
    expect(await activityOf(items[0].id)).toMatchObject([{ action: 'IMPORT', changes: [] }])
  })

  it('comes in pages, and never to another tenant', async () => {
    const order = await counter.through(await counter.draft([{ productId: goods, quantity: '1' }]), 'confirm')
    const path = `/orders/${order.id}/activity?first=1`
    const first = (await counter.call('GET', path)).json()
    expect(first).toMatchObject({ totalCount: 2, items: [{ action: 'CONFIRM' }] })
    const next = (await counter.call('GET', `${path}&after=${first.items[0].cursor}`)).json()
    expect(next.items).toMatchObject([{ action: 'CREATE' }])
    const stranger = new Counter(market, 't_other')
    expect((await stranger.call('GET', path)).statusCode).toBe(404)
  })
})
