import { randomUUID } from 'node:crypto'
import type { Transaction } from '@portico/service-kit'
import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../src/index.ts'
import { issueShipped } from '../src/stock/reservations.ts'
import { receiveReturn } from '../src/stock/returns.ts'
import { isNewer, reverseIssue } from '../src/stock/reversal.ts'
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

type ShipmentMessage = ['shipped' | 'undone', version: number]

function receiveMessage(orderId: string, [what, version]: ShipmentMessage): Promise<void> {
  const key = { tenantId: 't_demo', orderId }
  const effect = what === 'shipped' ? issueShipped : reverseIssue
  return under.database.tenant('t_demo', async (tx: Transaction) => {
    if (await isNewer(tx, key, version)) await effect(tx, key)
  })
}

const SHIPPED: ShipmentMessage = ['shipped', 3]
const UNDONE: ShipmentMessage = ['undone', 4]
const AGAIN: ShipmentMessage = ['shipped', 5]

describe('messages about a shipment, in any order', () => {
  for (const order of [
    [SHIPPED, UNDONE],
    [UNDONE, SHIPPED],
    [SHIPPED, UNDONE, SHIPPED, UNDONE],
  ]) {
    it(`${order.map(([what]) => what).join(', ')}: the goods are here and held`, async () => {
      const productId = await room.stocked('5')
      const orderId = randomUUID()
      await room.reserve(orderId, [{ productId, quantity: '2' }])
      for (const message of order) await receiveMessage(orderId, message)
      expect(await room.totals(productId)).toEqual({ onHand: '5', reserved: '2', available: '3' })
    })
  }

  for (const order of [
    [SHIPPED, UNDONE, AGAIN],
    [AGAIN, UNDONE, SHIPPED],
    [UNDONE, AGAIN, SHIPPED],
    [SHIPPED, AGAIN, UNDONE],
  ]) {
    it(`${order.map(([what, version]) => `${what} ${version}`).join(', ')}: the goods have left`, async () => {
      const productId = await room.stocked('5')
      const orderId = randomUUID()
      await room.reserve(orderId, [{ productId, quantity: '2' }])
      for (const message of order) await receiveMessage(orderId, message)
      expect(await room.totals(productId)).toEqual({ onHand: '3', reserved: '0', available: '3' })
    })
  }
})

describe('goods that come back', () => {
  const receive = (orderId: string, goods: { productId: string; quantity: string }[]) =>
    under.database.tenant('t_demo', tx => receiveReturn(tx, { tenantId: 't_demo', orderId }, 'CN-1', goods))

  it('go where most of the product was issued from', async () => {
    const productId = await room.stocked('5', '0', 'NORTH')
    const orderId = randomUUID()
    await room.reserve(orderId, [{ productId, quantity: '2' }])
    await receiveMessage(orderId, SHIPPED)
    await receive(orderId, [{ productId, quantity: '1.5' }])
    expect(await room.item(productId)).toMatchObject({ onHand: '4.5', reserved: '0' })
    const { items } = (await room.call('GET', `/movements?productId=${productId}&reference=CN-1`)).json()
    expect(items).toMatchObject([{ kind: 'RECEIPT', reason: 'RETURN', onHandDelta: '1.5' }])
  })

  it('of a product whose stock is not tracked are counted nowhere', async () => {
    const productId = await room.stocked('5')
    const rule = { isTracked: false, belowZero: null }
    await room.call('PUT', `/rules/${productId}`, rule, { 'if-match': '"0"' })
    await receive(randomUUID(), [{ productId, quantity: '2' }])
    const { items } = (await room.call('GET', `/movements?productId=${productId}`)).json()
    expect(items.map(({ kind }: { kind: string }) => kind)).toEqual(['OPENING'])
  })

  it('of an order that took none from here are put into the default warehouse', async () => {
    const productId = randomUUID()
    await receive(randomUUID(), [{ productId, quantity: '3' }])
    expect(await room.totals(productId)).toEqual({ onHand: '3', reserved: '0', available: '3' })
  })
})
