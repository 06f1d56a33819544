import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { Counter } from './counter.ts'
import { type Market, openMarket } from './market.ts'

let market: Market
let counter: Counter

beforeAll(async () => {
  market = await openMarket()
  counter = new Counter(market)
})
beforeEach(() => {
  market.chaos.mode = 'pass'
  market.chaos.calls.length = 0
})
afterAll(() => market.stop())

/** As after a crash: the claim of the process that died has run out. */
function expireClaims() {
  return market.sales.database.tenant('t_demo', tx =>
    tx.run(`update document set claimed_until = now() - interval '1 second' where claim is not null`),
  )
}

describe('an order with stock', () => {
  it('reserves when confirmed, issues when shipped', async () => {
    const productId = await counter.product('GOODS', '10')
    const confirmed = await counter.through(await counter.draft([{ productId, quantity: '4' }]), 'confirm')
    expect(confirmed).toMatchObject({ status: 'CONFIRMED', version: 2, allowedActions: ['SHIP', 'CANCEL'] })
    expect(await counter.stock(productId)).toEqual({ onHand: '10', reserved: '4', available: '6' })
    const closed = await counter.through(confirmed, 'ship', 'close')
    expect(closed).toMatchObject({ status: 'CLOSED', allowedActions: ['CREDIT'] })
    expect(await counter.stock(productId)).toEqual({ onHand: '6', reserved: '0', available: '6' })
  })

  it('releases when cancelled', async () => {
    const productId = await counter.product('GOODS', '10')
    await counter.through(await counter.draft([{ productId, quantity: '4' }]), 'confirm', 'cancel')
    expect(await counter.stock(productId)).toEqual({ onHand: '10', reserved: '0', available: '10' })
  })

  it('of services alone never asks inventory', async () => {
    const productId = await counter.product('SERVICE')
    await counter.through(await counter.draft([{ productId, quantity: '1' }]), 'confirm', 'ship', 'close')
    expect(market.chaos.calls).toEqual([])
  })

  it('reserves the goods among services', async () => {
    const service = await counter.product('SERVICE')
    const productId = await counter.product('GOODS', '2')
    const lines = [
      { productId: service, quantity: '1' },
      { productId, quantity: '2' },
    ]
    await counter.through(await counter.draft(lines), 'confirm')
    expect(await counter.stock(productId)).toMatchObject({ reserved: '2' })
  })
})

describe('when inventory says no', () => {
  it('the order stays a draft and the shortages are named', async () => {
    const productId = await counter.product('GOODS', '3')
    const order = await counter.draft([{ productId, quantity: '5' }])
    const answer = await counter.step(order, 'confirm')
    expect(answer.json()).toMatchObject({
      status: 409,
      code: 'INSUFFICIENT_STOCK',
      shortages: [{ productId, requested: '5', available: '3' }],
    })
    expect(await counter.read(order.id)).toEqual(order)
    await counter.through(order, 'cancel')
    expect(market.chaos.calls.filter(call => call.startsWith('DELETE'))).toEqual([])
  })

  it('but only until a person accepts it, accepting it confirms', async () => {
    const productId = await counter.product('GOODS', '3')
    const own = { isTracked: null, belowZero: 'WARN' }
    await market.send('inventory', `/rules/${productId}`, own, 't_demo', {
      method: 'PUT',
      headers: { 'if-match': '"0"' },
    })
    const order = await counter.draft([{ productId, quantity: '5' }])
    const refused = await counter.step(order, 'confirm')
    expect(refused.json()).toMatchObject({
      code: 'SHORTAGE_NOT_ACCEPTED',
      shortages: [{ productId, requested: '5', available: '3' }],
    })
    expect(await counter.read(order.id)).toEqual(order)
    const accepted = await counter.step(order, 'confirm', { acceptShortage: true })
    expect(accepted.json()).toMatchObject({ status: 'CONFIRMED' })
    await counter.through(accepted.json(), 'ship')
    expect(await counter.stock(productId)).toEqual({ onHand: '-2', reserved: '0', available: '-2' })
  })

  it('two orders for the last pieces: one is confirmed', async () => {
    const productId = await counter.product('GOODS', '5')
    const orders = await Promise.all([1, 2, 3].map(() => counter.draft([{ productId, quantity: '5' }])))
    const answers = await Promise.all(orders.map(order => counter.step(order, 'confirm')))
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([200, 409, 409])
    expect(await counter.stock(productId)).toEqual({ onHand: '5', reserved: '5', available: '0' })
  })
})

describe('when inventory is down', () => {
  for (const mode of ['refuse', 'fail', 'hang'] as const) {
    it(`(${mode}) confirming and cancelling leave the order as it was and say why`, async () => {
      const productId = await counter.product('GOODS', '10')
      const draft = await counter.draft([{ productId, quantity: '4' }])
      market.chaos.mode = mode
      const confirm = await counter.step(draft, 'confirm')
      expect(confirm.json()).toMatchObject({ status: 503, code: 'UPSTREAM_UNAVAILABLE' })
      expect(await counter.read(draft.id)).toEqual(draft)
      market.chaos.mode = 'pass'
      const confirmed = await counter.through(draft, 'confirm')
      market.chaos.mode = mode
      expect((await counter.step(confirmed, 'cancel')).json().code).toBe('UPSTREAM_UNAVAILABLE')
      expect(await counter.read(draft.id)).toEqual(confirmed)
      market.chaos.mode = 'pass'
      await counter.through(confirmed, 'ship')
      expect(await counter.stock(productId)).toEqual({ onHand: '6', reserved: '0', available: '6' })
    })
  }
})

describe('when the answer is lost', () => {
  it('confirming again counts the stock once', async () => {
    const productId = await counter.product('GOODS', '10')
    const draft = await counter.draft([{ productId, quantity: '4' }])
    market.chaos.mode = 'lose'
    expect((await counter.step(draft, 'confirm')).json().code).toBe('UPSTREAM_UNAVAILABLE')
    expect(await counter.stock(productId)).toMatchObject({ reserved: '4' })
    market.chaos.mode = 'pass'
    await counter.through(draft, 'confirm')
    expect(await counter.stock(productId)).toEqual({ onHand: '10', reserved: '4', available: '6' })
  })

  it('cancelling the draft gives back what it holds without knowing', async () => {
    const productId = await counter.product('GOODS', '10')
    const draft = await counter.draft([{ productId, quantity: '4' }])
    market.chaos.mode = 'lose'
    await counter.step(draft, 'confirm')
    market.chaos.mode = 'pass'
    await counter.through(draft, 'cancel')
    expect(await counter.stock(productId)).toEqual({ onHand: '10', reserved: '0', available: '10' })
  })

  it('an edited draft holds what it says after it is confirmed', async () => {
    const productId = await counter.product('GOODS', '10')
    const draft = await counter.draft([{ productId, quantity: '4' }])
    market.chaos.mode = 'lose'
    await counter.step(draft, 'confirm')
    market.chaos.mode = 'pass'
    const body = { currency: 'GBP', lines: [{ productId, quantity: '1', unitPrice: '1' }] }
    const edited = await counter.call('PUT', `/orders/${draft.id}`, body, { 'if-match': '"1"' })
    await counter.through(edited.json(), 'confirm')
    expect(await counter.stock(productId)).toEqual({ onHand: '10', reserved: '1', available: '9' })
  })

  it('of cancelling, shipping still takes the goods out', async () => {
    const productId = await counter.product('GOODS', '10')
    const confirmed = await counter.through(await counter.draft([{ productId, quantity: '4' }]), 'confirm')
    market.chaos.mode = 'lose'
    await counter.step(confirmed, 'cancel')
    market.chaos.mode = 'pass'
    expect(await counter.stock(productId)).toEqual({ onHand: '10', reserved: '0', available: '10' })
    await counter.through(confirmed, 'ship')
    expect(await counter.stock(productId)).toEqual({ onHand: '6', reserved: '0', available: '6' })
  })
})

describe('while an action is under way', () => {
  it('no other call can change the order', async () => {
    const productId = await counter.product('GOODS', '10')
    const draft = await counter.draft([{ productId, quantity: '4' }])
    const seen: string[] = []
    market.chaos.afterNext = async () => {
      const body = { currency: 'GBP', lines: [{ productId, quantity: '9', unitPrice: '1' }] }
      seen.push((await counter.call('PUT', `/orders/${draft.id}`, body, { 'if-match': '"1"' })).json().code)
      seen.push((await counter.step(draft, 'confirm')).json().code)
      seen.push((await counter.step(draft, 'cancel')).json().code)
    }
    await counter.through(draft, 'confirm')
    expect(seen).toEqual(['ORDER_BUSY', 'ORDER_BUSY', 'ORDER_BUSY'])
    expect(await counter.stock(productId)).toMatchObject({ reserved: '4' })
  })

  it('a claim that ran out can be taken over, and the late one does not settle', async () => {
    const productId = await counter.product('GOODS', '10')
    const draft = await counter.draft([{ productId, quantity: '4' }])
    let takenOver = 0
    market.chaos.afterNext = async () => {
      await expireClaims()
      takenOver = (await counter.step(draft, 'confirm')).statusCode
    }
    const late = await counter.step(draft, 'confirm')
    expect([takenOver, late.json().code]).toEqual([200, 'ORDER_BUSY'])
    expect(await counter.read(draft.id)).toMatchObject({ status: 'CONFIRMED', version: 2 })
    expect(await counter.stock(productId)).toMatchObject({ reserved: '4' })
  })

  it('an edit after the claim ran out is not confirmed with what was reserved before it', async () => {
    const productId = await counter.product('GOODS', '10')
    const draft = await counter.draft([{ productId, quantity: '4' }])
    market.chaos.afterNext = async () => {
      await expireClaims()
      const body = { currency: 'GBP', lines: [{ productId, quantity: '9', unitPrice: '1' }] }
      await counter.call('PUT', `/orders/${draft.id}`, body, { 'if-match': '"1"' })
    }
    expect((await counter.step(draft, 'confirm')).json().code).toBe('ORDER_BUSY')
    const edited = await counter.read(draft.id)
    expect(edited).toMatchObject({ status: 'DRAFT', version: 2 })
    await counter.through(edited, 'cancel')
    expect(await counter.stock(productId)).toMatchObject({ reserved: '0' })
  })
})
