import { randomUUID } from 'node:crypto'
import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../src/index.ts'
import { issueShipped } from '../src/stock/reservations.ts'
import { StockRoom } from './stock-room.ts'

let under: ServiceUnderTest
let room: StockRoom

beforeAll(async () => {
  under = await startForTest(service)
  room = new StockRoom(under)
})

afterAll(async () => {
  expect(await room.unbalanced()).toEqual([])
  await under.stop()
})

describe('a reservation', () => {
  it('is all or nothing and names every shortage', async () => {
    const plenty = await room.stocked('10')
    const scarce = await room.stocked('1')
    const never = randomUUID()
    const answer = await room.reserve(randomUUID(), [
      { productId: plenty, quantity: '4' },
      { productId: scarce, quantity: '2' },
      { productId: never, quantity: '1' },
    ])
    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({
      code: 'INSUFFICIENT_STOCK',
      shortages: [
        { productId: scarce, requested: '2', available: '1' },
        { productId: never, requested: '1', available: '0' },
      ],
    })
    expect(await room.totals(plenty)).toEqual({ onHand: '10', reserved: '0', available: '10' })
  })

  it('adds up the lines of one product', async () => {
    const productId = await room.stocked('3')
    const lines = [
      { productId, quantity: '1.5' },
      { productId, quantity: '1.5' },
    ]
    expect((await room.reserve(randomUUID(), lines)).statusCode).toBe(200)
    expect(await room.totals(productId)).toEqual({ onHand: '3', reserved: '3', available: '0' })
  })

  it('changes nothing when repeated', async () => {
    const productId = await room.stocked('3')
    const orderId = randomUUID()
    await room.reserve(orderId, [{ productId, quantity: '2' }])
    await room.reserve(orderId, [{ productId, quantity: '2' }])
    expect(await room.totals(productId)).toEqual({ onHand: '3', reserved: '2', available: '1' })
    expect((await room.call('GET', `/movements?productId=${productId}`)).json().totalCount).toBe(2)
  })

  it('is replaced by other lines, counting what the order holds as available to it', async () => {
    const productId = await room.stocked('3')
    const orderId = randomUUID()
    await room.reserve(orderId, [{ productId, quantity: '2' }])
    expect((await room.reserve(orderId, [{ productId, quantity: '3' }])).statusCode).toBe(200)
    expect((await room.reserve(orderId, [{ productId, quantity: '4' }])).json().shortages).toEqual([
      { productId, requested: '4', available: '3' },
    ])
    expect(await room.totals(productId)).toMatchObject({ reserved: '3' })
    await room.reserve(orderId, [])
    expect(await room.totals(productId)).toMatchObject({ reserved: '0' })
  })

  it('takes from the oldest warehouse first, then from the next', async () => {
    const tenant = new StockRoom(under, 't_two')
    const productId = await tenant.stocked('2', '0', 'EAST')
    await tenant.call('POST', '/opening', {
      items: [{ productId, quantity: '5', lowStockLevel: '0', warehouseCode: 'WEST' }],
    })
    const { lines } = (await tenant.reserve(randomUUID(), [{ productId, quantity: '3' }])).json()
    const warehouses = (await tenant.call('GET', '/warehouses')).json().items
    const codeOf = (id: string) => warehouses.find((warehouse: { id: string }) => warehouse.id === id).code
    const taken = lines.map((line: { warehouseId: string; quantity: string }) => [
      codeOf(line.warehouseId),
      line.quantity,
    ])
    expect(Object.fromEntries(taken)).toEqual({ EAST: '2', WEST: '1' })
  })

  it('of the last pieces is never given twice', async () => {
    const products = await Promise.all([1, 2, 3].map(() => room.stocked('10')))
    const shuffled = (n: number) => (n % 2 ? products : [...products].reverse())
    const answers = await Promise.all(
      Array.from({ length: 24 }, (_, n) =>
        room.reserve(
          randomUUID(),
          shuffled(n).map(productId => ({ productId, quantity: '1' })),
        ),
      ),
    )
    const statuses = answers.map(answer => answer.statusCode).sort()
    expect(statuses).toEqual([...Array(10).fill(200), ...Array(14).fill(409)])
    for (const productId of products) {
      expect(await room.totals(productId)).toEqual({ onHand: '10', reserved: '10', available: '0' })
    }
  })

  it('of one order asked for many times at once is booked once', async () => {
    const productId = await room.stocked('5')
    const orderId = randomUUID()
    await Promise.all([1, 2, 3, 4].map(() => room.reserve(orderId, [{ productId, quantity: '3' }])))
    expect(await room.totals(productId)).toEqual({ onHand: '5', reserved: '3', available: '2' })
  })
})

describe('issue and release', () => {
  it('take the goods out once', async () => {
    const productId = await room.stocked('5')
    const orderId = randomUUID()
    await room.reserve(orderId, [{ productId, quantity: '2' }])
    for (let n = 0; n < 2; n++) {
      expect((await room.call('POST', `/reservations/${orderId}/issue`)).json().state).toBe('ISSUED')
    }
    expect(await room.totals(productId)).toEqual({ onHand: '3', reserved: '0', available: '3' })
    expect((await room.call('DELETE', `/reservations/${orderId}`)).json().code).toBe('ALREADY_ISSUED')
    expect((await room.reserve(orderId, [{ productId, quantity: '1' }])).json().code).toBe('ALREADY_ISSUED')
  })

  it('give the goods back once, and refuse a reservation that arrives after it', async () => {
    const productId = await room.stocked('5')
    const orderId = randomUUID()
    await room.reserve(orderId, [{ productId, quantity: '2' }])
    for (let n = 0; n < 2; n++) {
      expect((await room.call('DELETE', `/reservations/${orderId}`)).statusCode).toBe(204)
    }
    expect(await room.totals(productId)).toEqual({ onHand: '5', reserved: '0', available: '5' })
    expect((await room.reserve(orderId, [{ productId, quantity: '1' }])).json().code).toBe(
      'RESERVATION_ENDED',
    )
    expect((await room.call('POST', `/reservations/${orderId}/issue`)).json().code).toBe('NOT_RESERVED')
  })

  it('release of an order never seen keeps its late reservation out', async () => {
    const productId = await room.stocked('5')
    const orderId = randomUUID()
    expect((await room.call('DELETE', `/reservations/${orderId}`)).statusCode).toBe(204)
    expect((await room.reserve(orderId, [{ productId, quantity: '1' }])).json().code).toBe(
      'RESERVATION_ENDED',
    )
  })
})

describe('goods that were shipped', () => {
  const ship = (orderId: string) =>
    under.database.tenant('t_demo', tx => issueShipped(tx, { tenantId: 't_demo', orderId }))

  it('leave what the order holds, once', async () => {
    const productId = await room.stocked('5')
    const orderId = randomUUID()
    await room.reserve(orderId, [{ productId, quantity: '2' }])
    await ship(orderId)
    await ship(orderId)
    expect(await room.totals(productId)).toEqual({ onHand: '3', reserved: '0', available: '3' })
  })

  it('are nothing to inventory when it does not know the order', async () => {
    const orderId = randomUUID()
    await ship(orderId)
    const productId = await room.stocked('5')
    expect((await room.reserve(orderId, [{ productId, quantity: '1' }])).statusCode).toBe(200)
  })

  it('leave what is available when the order had given its stock back', async () => {
    const productId = await room.stocked('5')
    const orderId = randomUUID()
    await room.reserve(orderId, [{ productId, quantity: '2' }])
    await room.call('DELETE', `/reservations/${orderId}`)
    await ship(orderId)
    await ship(orderId)
    expect(await room.totals(productId)).toEqual({ onHand: '3', reserved: '0', available: '3' })
  })

  it('are a matter for people when they were promised to another order meanwhile', async () => {
    const productId = await room.stocked('5')
    const orderId = randomUUID()
    await room.reserve(orderId, [{ productId, quantity: '4' }])
    await room.call('DELETE', `/reservations/${orderId}`)
    await room.reserve(randomUUID(), [{ productId, quantity: '3' }])
    await expect(ship(orderId)).rejects.toMatchObject({ code: 'INSUFFICIENT_STOCK' })
    expect(await room.totals(productId)).toEqual({ onHand: '5', reserved: '3', available: '2' })
  })
})
