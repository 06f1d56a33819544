import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Document } from '../src/documents/document.ts'
import { Counter } from './counter.ts'
import { type Market, openMarket } from './market.ts'

let market: Market
let counter: Counter

beforeAll(async () => {
  market = await openMarket()
  counter = new Counter(market)
})
afterAll(() => market.stop())

async function shipped(productId: string, quantity: string): Promise<Document> {
  return counter.through(await counter.draft([{ productId, quantity }]), 'confirm', 'ship')
}

async function lineOf({ id }: Document): Promise<string> {
  return (await counter.lines(id))[0]?.id ?? ''
}

async function shippedToday(): Promise<number> {
  const day = new Date().toISOString().slice(0, 10)
  const query = new URLSearchParams({ from: day, to: day, timeZone: 'UTC' })
  return (await counter.call('GET', `/summary/shipments?${query}`)).json().items[0].orderCount
}

describe('undoing a shipment', () => {
  it('holds the goods for the order again, takes it off the figures, and it can be shipped anew', async () => {
    const productId = await counter.product('GOODS', '10')
    const before = await shippedToday()
    const order = await shipped(productId, '4')
    const undone = await counter.through(order, 'undo-shipment')
    expect(undone).toMatchObject({ status: 'CONFIRMED', version: 4, allowedActions: ['SHIP', 'CANCEL'] })
    expect(await counter.stock(productId)).toEqual({ onHand: '10', reserved: '4', available: '6' })
    expect(await shippedToday()).toBe(before)
    await counter.through(undone, 'ship')
    expect(await counter.stock(productId)).toEqual({ onHand: '6', reserved: '0', available: '6' })
    expect(await shippedToday()).toBe(before + 1)
    const moved = (await counter.movements(order.number)).map(({ kind, onHandDelta }) => [kind, onHandDelta])
    expect(moved).toEqual([
      ['ISSUE', '-4'],
      ['REVERSAL', '4'],
      ['ISSUE', '-4'],
      ['RESERVE', '0'],
    ])
  })

  it('gives the goods back when the order is cancelled after it', async () => {
    const productId = await counter.product('GOODS', '10')
    await counter.through(await shipped(productId, '4'), 'undo-shipment', 'cancel')
    expect(await counter.stock(productId)).toEqual({ onHand: '10', reserved: '0', available: '10' })
  })

  it('asks inventory nothing, so it works while that is away', async () => {
    const productId = await counter.product('GOODS', '10')
    const order = await shipped(productId, '4')
    market.chaos.mode = 'refuse'
    expect((await counter.step(order, 'undo-shipment')).statusCode).toBe(200)
    market.chaos.mode = 'pass'
  })

  it('happens once, however many press the button', async () => {
    const productId = await counter.product('GOODS', '10')
    const order = await shipped(productId, '4')
    const answers = await Promise.all([1, 2, 3].map(() => counter.step(order, 'undo-shipment')))
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([200, 412, 412])
    expect(await counter.stock(productId)).toEqual({ onHand: '10', reserved: '4', available: '6' })
  })

  it('is over once a credit note followed or the order was closed', async () => {
    const productId = await counter.product('GOODS', '10')
    const credited = await shipped(productId, '2')
    await counter.credit(credited.id, [{ lineId: await lineOf(credited), quantity: '1' }])
    expect((await counter.read(credited.id)).allowedActions).toEqual(['CLOSE', 'CREDIT'])
    expect((await counter.step(credited, 'undo-shipment')).json().code).toBe('ACTION_NOT_ALLOWED')
    const closed = await counter.through(await shipped(productId, '2'), 'close')
    expect((await counter.step(closed, 'undo-shipment')).json().code).toBe('ACTION_NOT_ALLOWED')
  })

  it('never meets a credit note of the same moment: one of the two is refused', async () => {
    const productId = await counter.product('GOODS', '30')
    for (let round = 0; round < 5; round += 1) {
      const order = await shipped(productId, '2')
      const lineId = await lineOf(order)
      const answers = await Promise.all([
        counter.credit(order.id, [{ lineId, quantity: '1' }]),
        counter.step(order, 'undo-shipment'),
      ])
      expect(answers.filter(answer => answer.statusCode < 300)).toHaveLength(1)
    }
  })
})

describe('goods of a credit note', () => {
  it('come back to stock by choice, as one receipt that names it', async () => {
    const productId = await counter.product('GOODS', '10')
    const order = await shipped(productId, '4')
    const lines = [{ lineId: await lineOf(order), quantity: '3' }]
    const key = { 'idempotency-key': randomUUID() }
    const [note] = await Promise.all(
      [1, 2, 3].map(async () => (await counter.credit(order.id, lines, { restock: true }, key)).json()),
    )
    expect(await counter.stock(productId)).toEqual({ onHand: '9', reserved: '0', available: '9' })
    expect(await counter.movements(note.number)).toMatchObject([
      { kind: 'RECEIPT', reason: 'RETURN', onHandDelta: '3', reservedDelta: '0', productId },
    ])
  })

  it('stay away without that choice', async () => {
    const productId = await counter.product('GOODS', '10')
    const order = await shipped(productId, '4')
    const answer = await counter.credit(order.id, [{ lineId: await lineOf(order), quantity: '3' }])
    expect(answer.statusCode).toBe(201)
    expect(await counter.stock(productId)).toMatchObject({ onHand: '6' })
    expect(await counter.movements(answer.json().number)).toEqual([])
  })

  it('leave services where they are', async () => {
    const service = await counter.product('SERVICE')
    const order = await shipped(service, '1')
    const lines = [{ lineId: await lineOf(order), quantity: '1' }]
    const note = (await counter.credit(order.id, lines, { restock: true })).json()
    expect(await counter.movements(note.number)).toEqual([])
  })

  it('are neither credited nor brought back when too many', async () => {
    const productId = await counter.product('GOODS', '10')
    const order = await shipped(productId, '4')
    const lines = [{ lineId: await lineOf(order), quantity: '5' }]
    const answer = await counter.credit(order.id, lines, { restock: true })
    expect(answer.json()).toMatchObject({ code: 'CREDIT_EXCEEDS_ORDER', excesses: [{ left: '4' }] })
    expect(await counter.stock(productId)).toMatchObject({ onHand: '6' })
  })
})
