import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { app } from './artifacts-archive.ts'
import { Shelf } from './artifacts-shelf.ts'

let shelf: Shelf
beforeEach(async () => {
  shelf = await Shelf.open()
})
afterEach(() => shelf.close())

const payloadOf = (type: string, more = {}) => ({
  type: 'object',
  properties: { orderId: { type }, ...more },
  required: ['orderId'],
})
const eventsOf = (payload: object = payloadOf('string')) => ({
  events: { 'sales.order.changed': { version: 1, payload } },
})
const consumes = {
  events: { 'sales.order.changed': { owner: 'sales', uses: ['listens'], payload: payloadOf('string') } },
}
const sales = (version: string, more: object = eventsOf()) =>
  app({ name: 'sales', base: '/sales', version, ...more })
const stock = (version: string, more: object = { consumes }) =>
  app({ name: 'stock', base: '/stock', version, ...more })
const publish = async (archive: Buffer) => {
  const answer = await shelf.publish(archive)
  return answer.statusCode === 201 ? 'published' : answer.json()
}

describe('an event that another app listens to', () => {
  beforeEach(async () => {
    expect(await publish(sales('1.0.0'))).toBe('published')
    expect(await publish(stock('1.0.0'))).toBe('published')
  })

  it('is not removed: the consumers are named, and where each version is met', async () => {
    await shelf.run(
      `insert into snapshot (id, content, first_served_at, last_served_at, page_count) values ('s_tab', $1, now(), now(), 1)`,
      [JSON.stringify({ shell: '1.0.0', apps: { stock: '1.0.0' }, services: {}, shared: {}, releases: [] })],
    )
    expect(await publish(sales('1.1.0', {}))).toMatchObject({
      status: 409,
      code: 'DECLARATION_IN_USE',
      consumers: [
        {
          app: 'stock',
          version: '1.0.0',
          places: ['newest', 'tab'],
          name: 'sales.order.changed',
          message: 'the event sales.order.changed is not declared',
        },
      ],
    })
    // Nothing of it was kept.
    expect(await publish(sales('1.1.0', eventsOf(payloadOf('string', { note: { type: 'string' } }))))).toBe(
      'published',
    )
  })

  it('is not changed so that a listener is given something else; what is added passes', async () => {
    expect(await publish(sales('1.1.0', eventsOf(payloadOf('integer'))))).toMatchObject({
      code: 'DECLARATION_IN_USE',
      detail: expect.stringContaining(
        'stock@1.0.0 (newest): the event sales.order.changed is another: orderId: number in place of string',
      ),
    })
    const more = { ...eventsOf().events, 'sales.order.shipped': { version: 1, payload: {} } }
    expect(await publish(sales('1.1.0', { events: more }))).toBe('published')
  })

  it('may be removed once no version that counts listens', async () => {
    expect(await publish(stock('1.1.0', {}))).toBe('published')
    expect(await publish(sales('1.1.0', {}))).toBe('published')
  })

  it('removed while an app begins to listen: the later one of the two is refused', async () => {
    expect(await publish(stock('1.1.0', {}))).toBe('published')
    const outcomes = await Promise.all([publish(stock('1.2.0')), publish(sales('1.1.0', {}))])
    const codes = outcomes.map(outcome => (outcome as { code?: string }).code ?? 'published')
    expect(codes.toSorted()).toEqual([expect.stringMatching(/^DECLARATION_/), 'published'])
  })
})

describe('an app that uses', () => {
  it.each([
    ['an event that its owner does not have any more', 'declared'],
    ['an event in another form', 'number in place of string'],
  ])('%s is refused', async (what, message) => {
    if (what.includes('owner')) await publish(sales('1.0.0', {}))
    if (what.includes('form')) await publish(sales('1.0.0', eventsOf(payloadOf('integer'))))
    expect(await publish(stock('1.0.0'))).toMatchObject({
      code: 'DECLARATION_UNKNOWN',
      declarations: [
        { name: 'sales.order.changed', owner: 'sales', message: expect.stringContaining(message) },
      ],
    })
  })

  it('a slot that no app has is refused, and one of the shell is not', async () => {
    const title = { 'zh-CN': '卡', en: 'Card' }
    const fill = (slot: string) => stock('1.0.0', { contributes: [{ slot, id: 'card', title }] })
    expect(await publish(fill('sales.panel'))).toMatchObject({
      code: 'DECLARATION_UNKNOWN',
      detail: expect.stringContaining('no app declares the slot sales.panel'),
    })
    expect(await publish(fill('topbar.action'))).toBe('published')
  })
})

it('apps that use each other come to an empty platform in any order; the owner that comes later is compared', async () => {
  expect(await publish(stock('1.0.0'))).toBe('published')
  expect(await publish(sales('1.0.0', {}))).toMatchObject({
    code: 'DECLARATION_IN_USE',
    consumers: [{ app: 'stock' }],
  })
  expect(await publish(sales('1.0.0'))).toBe('published')
})

it('two apps have no slot of one name', async () => {
  const slots = { 'order.panel': { version: 1, context: {} } }
  expect(await publish(sales('1.0.0', { slots }))).toBe('published')
  expect(await publish(stock('1.0.0', { slots }))).toMatchObject({
    code: 'DECLARATION_TAKEN',
    owner: 'sales',
  })
  expect(await publish(sales('1.1.0', { slots }))).toBe('published')
})

it('what cannot be checked is no declaration', async () => {
  expect(await publish(sales('1.0.0', eventsOf({ type: 'string', format: 'uuid' })))).toMatchObject({
    code: 'MANIFEST_INVALID',
    path: 'events.sales.order.changed.payload.format',
  })
})
