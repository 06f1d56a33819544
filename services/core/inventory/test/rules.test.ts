import { randomUUID } from 'node:crypto'
import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../src/index.ts'
import { issueShipped } from '../src/stock/reservations.ts'
import { StockRoom } from './stock-room.ts'

let under: ServiceUnderTest
let tenants = 0

beforeAll(async () => {
  under = await startForTest(service)
})
afterAll(() => under.stop())

/** A shop of its own, under these rules. */
async function roomUnder(rule: { isTracked?: boolean; belowZero?: string }) {
  const room = new StockRoom(under, `t_rules_${tenants++}`)
  const body = { isTracked: true, belowZero: 'REFUSE', ...rule }
  expect((await room.call('PUT', '/settings', body, { 'if-match': '"0"' })).statusCode).toBe(200)
  return room
}

function setRule(room: StockRoom, productId: string, own: object, version = 0) {
  const body = { isTracked: null, belowZero: null, ...own }
  return room.call('PUT', `/rules/${productId}`, body, { 'if-match': `"${version}"` })
}

const one = (productId: string, quantity: string) => [{ productId, quantity }]

describe('the rules of a shop', () => {
  it('are strict until they are set, and change with the version last read', async () => {
    const room = new StockRoom(under, 't_rules_new')
    expect((await room.call('GET', '/settings')).json()).toEqual({
      isTracked: true,
      belowZero: 'REFUSE',
      version: 0,
    })
    const body = { isTracked: true, belowZero: 'WARN' }
    const put = (version: number) => room.call('PUT', '/settings', body, { 'if-match': `"${version}"` })
    const answers = await Promise.all([put(0), put(0)])
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([200, 412])
    expect((await put(1)).json()).toMatchObject({ belowZero: 'WARN', version: 2 })
  })

  it('hold for products that say nothing else', async () => {
    const room = await roomUnder({ belowZero: 'WARN' })
    const [plain, own] = [randomUUID(), randomUUID()]
    await setRule(room, own, { isTracked: false })
    const { items } = (await room.call('POST', '/rules/by-products', { productIds: [plain, own] })).json()
    expect(items).toEqual([
      {
        productId: plain,
        own: { isTracked: null, belowZero: null },
        inForce: { isTracked: true, belowZero: 'WARN' },
        version: 0,
      },
      {
        productId: own,
        own: { isTracked: false, belowZero: null },
        inForce: { isTracked: false, belowZero: 'WARN' },
        version: 1,
      },
    ])
    expect((await setRule(room, own, {})).json()).toMatchObject({
      code: 'VERSION_CONFLICT',
      currentVersion: 1,
    })
  })

  it('stay as they are where a change leaves them out, and null is as in the shop', async () => {
    const room = await roomUnder({ belowZero: 'WARN' })
    const productId = randomUUID()
    let version = 0
    const change = async (own: object) => {
      const answer = await room.call('PUT', `/rules/${productId}`, own, { 'if-match': `"${version++}"` })
      return answer.json().own
    }
    expect(await change({ isTracked: false })).toEqual({ isTracked: false, belowZero: null })
    expect(await change({ belowZero: 'ALLOW' })).toEqual({ isTracked: false, belowZero: 'ALLOW' })
    expect(await change({})).toEqual({ isTracked: false, belowZero: 'ALLOW' })
    expect(await change({ isTracked: null })).toEqual({ isTracked: null, belowZero: 'ALLOW' })
  })
})

describe('selling below zero', () => {
  it('where it is allowed owes what is missing, and settles when goods come in', async () => {
    const room = await roomUnder({ belowZero: 'ALLOW' })
    const productId = await room.stocked('2')
    const orderId = randomUUID()
    expect((await room.reserve(orderId, one(productId, '5'))).statusCode).toBe(200)
    expect(await room.totals(productId)).toEqual({ onHand: '2', reserved: '5', available: '-3' })
    await room.call('POST', `/reservations/${orderId}/issue`)
    expect(await room.totals(productId)).toEqual({ onHand: '-3', reserved: '0', available: '-3' })
    const receipt = { kind: 'RECEIPT', productId, quantity: '10' }
    expect((await room.call('POST', '/receipts', receipt)).json()).toMatchObject({ onHand: '7' })
    expect(await room.unbalanced()).toEqual([])
  })

  it('of a product never stocked makes its item in the default warehouse', async () => {
    const room = await roomUnder({ belowZero: 'ALLOW' })
    const productId = randomUUID()
    await room.reserve(randomUUID(), one(productId, '1.5'))
    expect(await room.item(productId)).toMatchObject({ onHand: '0', reserved: '1.5', available: '-1.5' })
    const opening = { kind: 'OPENING', productId, quantity: '4' }
    expect((await room.call('POST', '/receipts', opening)).json()).toMatchObject({ available: '2.5' })
  })

  it('where it warns is done once a person has accepted it, and takes nothing before', async () => {
    const room = await roomUnder({ belowZero: 'WARN' })
    const productId = await room.stocked('2')
    const orderId = randomUUID()
    const refused = await room.reserve(orderId, one(productId, '3'))
    expect(refused.json()).toMatchObject({
      status: 409,
      code: 'SHORTAGE_NOT_ACCEPTED',
      shortages: [{ productId, requested: '3', available: '2' }],
    })
    expect(await room.totals(productId)).toMatchObject({ reserved: '0' })
    expect((await room.reserve(orderId, one(productId, '3'), true)).statusCode).toBe(200)
    expect((await room.reserve(orderId, one(productId, '3'))).statusCode).toBe(200)
    expect(await room.totals(productId)).toMatchObject({ reserved: '3', available: '-1' })
  })

  it('is refused for a product whose own rule refuses it, accepted or not', async () => {
    const room = await roomUnder({ belowZero: 'ALLOW' })
    const [breaking, lax] = [await room.stocked('1'), await room.stocked('1')]
    await setRule(room, breaking, { belowZero: 'REFUSE' })
    const answer = await room.reserve(randomUUID(), [...one(breaking, '2'), ...one(lax, '2')], true)
    expect(answer.json()).toMatchObject({ code: 'INSUFFICIENT_STOCK', shortages: [{ productId: breaking }] })
    expect(await room.totals(lax)).toMatchObject({ reserved: '0' })
  })

  it('cannot be slipped past the database by any code while it is refused', async () => {
    const room = await roomUnder({})
    const productId = await room.stocked('1')
    const { id } = await room.item(productId)
    const overdraw = (column: string, sign: string) =>
      under.database.tenant(room.tenant, tx =>
        tx.run(`update stock_item set ${column} = ${column} ${sign} 2 where id = $1`, [id]),
      )
    await expect(overdraw('on_hand', '-')).rejects.toMatchObject({ code: '23514' })
    await expect(overdraw('reserved', '+')).rejects.toMatchObject({ code: '23514' })
  })

  it('under a rule that turned strict is not undone: it ships, and comes back up, but goes no further', async () => {
    const room = await roomUnder({ belowZero: 'ALLOW' })
    const productId = await room.stocked('2')
    const orderId = randomUUID()
    await room.reserve(orderId, one(productId, '5'))
    await room.call('PUT', '/settings', { isTracked: true, belowZero: 'REFUSE' }, { 'if-match': '"1"' })
    expect((await room.reserve(randomUUID(), one(productId, '1'))).json().code).toBe('INSUFFICIENT_STOCK')
    await under.database.tenant(room.tenant, tx => issueShipped(tx, { tenantId: room.tenant, orderId }))
    expect(await room.totals(productId)).toMatchObject({ onHand: '-3' })
    const warehouseId = (await room.call('GET', '/warehouses')).json().items[0].id
    const adjust = (quantityDelta: string) =>
      room.call('POST', '/adjustments', { warehouseId, productId, quantityDelta, reason: 'COUNT' })
    expect((await adjust('1')).json()).toMatchObject({ onHand: '-2' })
    expect((await adjust('-1')).json().code).toBe('INSUFFICIENT_STOCK')
  })
})

describe('a product that is not tracked', () => {
  it('is sold without being held, and is never low', async () => {
    const room = await roomUnder({})
    const [loose, counted] = [await room.stocked('0'), await room.stocked('4')]
    await setRule(room, loose, { isTracked: false })
    const answer = await room.reserve(randomUUID(), [...one(loose, '9'), ...one(counted, '1')])
    expect(answer.json().lines).toMatchObject([{ productId: counted, quantity: '1' }])
    expect(await room.item(loose)).toMatchObject({ reserved: '0', isTracked: false, isLow: false })
    expect((await room.call('GET', '/stock?lowOnly=true')).json().totalCount).toBe(0)
  })
})

describe('receiving', () => {
  it('opens a product once, and never after it was counted or received', async () => {
    const room = await roomUnder({})
    const productId = randomUUID()
    const open = () => room.call('POST', '/receipts', { kind: 'OPENING', productId, quantity: '2.5' })
    const answers = await Promise.all([open(), open()])
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([200, 409])
    expect((await open()).json()).toMatchObject({ code: 'ALREADY_OPENED' })
    const received = randomUUID()
    await room.call('POST', '/receipts', { kind: 'RECEIPT', productId: received, quantity: '1' })
    const late = await room.call('POST', '/receipts', { kind: 'OPENING', productId: received, quantity: '1' })
    expect(late.json().code).toBe('ALREADY_OPENED')
    expect(await room.totals(received)).toMatchObject({ onHand: '1' })
  })

  it('opens a product that was sold below zero and came back', async () => {
    const room = await roomUnder({ belowZero: 'ALLOW' })
    const productId = randomUUID()
    await room.reserve(randomUUID(), one(productId, '2'))
    const warehouseId = (await room.call('GET', '/warehouses')).json().items[0].id
    const back = { warehouseId, productId, quantityDelta: '1', reason: 'RETURN' }
    expect((await room.call('POST', '/adjustments', back)).statusCode).toBe(200)
    const opening = { kind: 'OPENING', productId, quantity: '10' }
    expect((await room.call('POST', '/receipts', opening)).json()).toMatchObject({ onHand: '11' })
  })

  it('books once for one key, with its note, and refuses what is no quantity', async () => {
    const room = await roomUnder({})
    const productId = randomUUID()
    const receive = (quantity: string) =>
      room.call(
        'POST',
        '/receipts',
        { kind: 'RECEIPT', productId, quantity, note: 'DN 17' },
        { 'idempotency-key': 'k' },
      )
    await Promise.all([receive('3'), receive('3')])
    const { items } = (await room.call('GET', `/movements?productId=${productId}`)).json()
    expect(items).toMatchObject([{ kind: 'RECEIPT', onHandDelta: '3', note: 'DN 17' }])
    for (const quantity of ['0', '-1', '1,5', 'NaN', '']) {
      expect((await receive(quantity)).statusCode, quantity).toBe(400)
    }
  })
})
