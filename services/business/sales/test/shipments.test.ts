import { startNats } from '@portico/service-kit/testing/nats'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { Counter } from './counter.ts'
import { type Market, openMarket } from './market.ts'

let market: Market

beforeAll(async () => {
  market = await openMarket()
})
afterAll(() => market.stop())

async function confirmed(counter: Counter, productId: string) {
  return counter.through(await counter.draft([{ productId, quantity: '1' }]), 'confirm')
}

async function shippedOn(counter: Counter, day: string, timeZone: string): Promise<number[]> {
  const query = new URLSearchParams({ from: day, to: day, timeZone })
  const answer = await counter.call('GET', `/summary/shipments?${query}`)
  return answer.json().items.map((item: { orderCount: number }) => item.orderCount)
}

function today(): string {
  return new Date().toISOString().slice(0, 10)
}

describe('shipping an order', () => {
  it('asks inventory nothing, and is seen in the stock and the figures when it answers', async () => {
    const counter = new Counter(market, 't_seen')
    const productId = await counter.product('GOODS', '10')
    const order = await confirmed(counter, productId)
    market.chaos.calls.length = 0
    market.chaos.mode = 'refuse'
    const shipped = await counter.through(order, 'ship')
    market.chaos.mode = 'pass'
    expect(shipped).toMatchObject({ status: 'SHIPPED', allowedActions: ['UNDO_SHIPMENT', 'CLOSE', 'CREDIT'] })
    expect(market.chaos.calls).toEqual([])
    expect(await counter.stock(productId)).toEqual({ onHand: '9', reserved: '0', available: '9' })
    expect(await shippedOn(counter, today(), 'UTC')).toEqual([1])
  })

  it('is seen in the stock and the figures also where messages go by NATS', async () => {
    const nats = await startNats()
    onTestFinished(() => nats.remove())
    const other = await openMarket({ NATS_URL: nats.url })
    onTestFinished(() => other.stop())
    const counter = new Counter(other, 't_nats')
    const productId = await counter.product('GOODS', '10')
    await counter.through(
      await counter.through(await counter.draft([{ productId, quantity: '3' }]), 'confirm'),
      'ship',
    )
    expect(await counter.stock(productId)).toEqual({ onHand: '7', reserved: '0', available: '7' })
    const query = new URLSearchParams({ from: today(), to: today(), timeZone: 'UTC' })
    const figures = (await counter.call('GET', `/summary/shipments?${query}`)).json()
    expect(figures.items).toMatchObject([{ orderCount: 1 }])
  })

  it('of services alone is counted too', async () => {
    const counter = new Counter(market, 't_services')
    await counter.through(await confirmed(counter, await counter.product('SERVICE')), 'ship')
    expect(await shippedOn(counter, today(), 'UTC')).toEqual([1])
  })

  it('is announced once, however many press the button', async () => {
    const counter = new Counter(market, 't_twice')
    const productId = await counter.product('GOODS', '10')
    const order = await confirmed(counter, productId)
    const answers = await Promise.all([1, 2, 3].map(() => counter.step(order, 'ship')))
    expect(answers.filter(answer => answer.statusCode === 200)).toHaveLength(1)
    expect(await counter.stock(productId)).toMatchObject({ onHand: '9', reserved: '0' })
    expect(await shippedOn(counter, today(), 'UTC')).toEqual([1])
  })

  it('is counted on the day of the merchant, whatever the time zone', async () => {
    const counter = new Counter(market, 't_zones')
    await market.sales.database.tenant('t_zones', tx =>
      tx.run(
        `insert into shipment_slot (tenant_id, begins_at, order_count) values
           ('t_zones', '2024-03-09T18:00Z', 2), ('t_zones', '2024-03-09T18:15Z', 3)`,
      ),
    )
    expect(await shippedOn(counter, '2024-03-09', 'UTC')).toEqual([5])
    expect(await shippedOn(counter, '2024-03-10', 'Asia/Shanghai')).toEqual([5])
    expect(await shippedOn(counter, '2024-03-10', 'Asia/Kathmandu')).toEqual([3])
    expect(await shippedOn(counter, '2024-03-09', 'Asia/Kathmandu')).toEqual([2])
  })
})
