import type { Feed, Intervention } from '@portico/release'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ReleaseHarness } from './release-harness.ts'

const SDL = `
  type Query { orders: [Order!]!, me: User }
  type Mutation { ship: Order }
  type Order { id: ID!, customer: Customer, note: String }
  type Customer { name: String }
  type User { name: String, theme: String }
`
const operation = (name: string, body: string) => ({ id: '0'.repeat(64), name, body })

let harness: ReleaseHarness
beforeAll(async () => {
  harness = await ReleaseHarness.open()
  const base = { shell: '1.0.0', apps: { sales: '1.0.0', account: '1.0.0' } }
  await harness.publishedWhole('sales@1.0.0', {
    operations: [operation('SalesOrders', 'query SalesOrders { orders { id customer { name } } }')],
  })
  await harness.publishedWhole('account@1.0.0', {
    operations: [operation('AccountMe', 'query AccountMe { me { theme } }')],
  })
  await harness.based(base)
  await harness.run(`insert into graph (name, sdl) values ('merchant', $1)`, [SDL])
  await harness.instance('i1', 'stable')
})
afterAll(() => harness.close())

const wanted = { owner: 'orders team', reason: 'the list is slow', minutes: 60 }
const block = { kind: 'block', operation: 'SalesOrders' }
const create = (effect: object, more: object = {}, headers: Record<string, string> = {}) =>
  harness.call('POST', '/interventions', { body: { ...wanted, effect, ...more }, headers })
const end = (id: string) => harness.call('POST', `/interventions/${id}/end`, { body: {} })
const inForce = async () => (await harness.feed()).interventions ?? []
/** Reads only what `state` says; newest first. */
const list = async (query: string): Promise<Intervention[]> =>
  (await harness.call('GET', `/interventions?${query}`)).json().items

describe('an intervention', () => {
  it('is with the gateways at once, is written down before and after, and gives way to one about the same', async () => {
    const { revision } = await harness.feed()
    const first = (await create(block)).json()
    const { interventions, revision: later } = await harness.feed()
    expect(later).toBe(revision + 1)
    expect(interventions).toEqual([{ id: first.id, effect: block, endsAt: first.endsAt }])
    const second = (await create(block, { minutes: 120, owner: 'night shift' })).json()
    expect(await inForce()).toMatchObject([{ id: second.id }])
    expect(await list('state=ended')).toMatchObject([{ id: first.id, endedBy: 'user:operator' }])
    expect(await harness.audited(`intervention:${second.id}`)).toMatchObject([
      {
        ...{ actor: 'user:operator', action: 'intervention.create', reason: 'the list is slow' },
        change: { before: { id: first.id }, after: { id: second.id, owner: 'night shift' } },
      },
    ])
    for (let time = 0; time < 2; time += 1) expect((await end(second.id)).statusCode).toBe(200)
    expect(await inForce()).toEqual([])
    const [entry, ...others] = await harness.audited(`intervention:${second.id}`)
    expect(entry).toMatchObject({ action: 'intervention.end', change: { after: null } })
    expect(others).toHaveLength(1)
  })

  it('is held back from no gateway that waits', async () => {
    const { revision } = await harness.feed()
    const headers = { 'if-none-match': `"${revision}"`, prefer: 'wait=20' }
    const held = harness.call('GET', '/feed', { headers })
    const made = (await create({ kind: 'limit', tenant: 't1', perSecond: 5 })).json()
    const feed: Feed = (await held).json()
    expect(feed.interventions?.map(({ id }) => id)).toContain(made.id)
    await end(made.id)
  })

  it('is held back from no service that waits: its heartbeat is answered at once', async () => {
    const { revision } = (await harness.instance('i1', 'stable')).json()
    const headers = { 'if-none-match': `"${revision}"`, prefer: 'wait=20' }
    const held = harness.instance('i1', 'stable', 'sales', headers)
    await harness.instance('i2', 'stable')
    expect((await held).json().instances).toHaveLength(2)
    const { revision: known } = (await harness.instance('i1', 'stable')).json()
    const heldAgain = harness.instance('i1', 'stable', 'sales', { ...headers, 'if-none-match': `"${known}"` })
    const { id } = (await create({ kind: 'weigh', instance: 'i2', percent: 10 })).json()
    expect((await heldAgain).json().instances).toMatchObject([{ id: 'i1' }, { share: { percent: 10 } }])
    await end(id)
    await harness.call('DELETE', '/instances/i2')
  })

  it('ends by itself, which is in the audit as done by the system', async () => {
    const { id } = (await create(block)).json()
    const { revision } = await harness.feed()
    await harness.run(`update intervention set ends_at = now() where id = $1`, [id])
    expect(await inForce()).toEqual([])
    const headers = { 'if-none-match': `"${revision}"`, prefer: 'wait=20' }
    expect((await harness.call('GET', '/feed', { headers })).statusCode).toBe(200)
    expect((await harness.audited(`intervention:${id}`))[0]).toMatchObject({
      ...{ actor: 'system', action: 'intervention.expire' },
      change: { before: { effect: block }, after: null },
    })
  })

  it('gives an instance part of its turns, in the feed and in the answers to heartbeats', async () => {
    await harness.instance('i2', 'stable')
    const { id, endsAt } = (await create({ kind: 'weigh', instance: 'i1', percent: 0 })).json()
    const answers = [await harness.feed(), (await harness.instance('i2', 'stable')).json()]
    for (const { instances } of answers)
      expect(instances).toMatchObject([{ id: 'i1', share: { percent: 0, endsAt } }, { id: 'i2' }])
    expect((await create({ kind: 'weigh', instance: 'i2', percent: 0 })).json()).toMatchObject({
      code: 'LAST_INSTANCE',
    })
    await end(id)
    expect((await harness.feed()).instances[0]).not.toHaveProperty('share')
    await harness.call('DELETE', '/instances/i2')
  })

  it('of two that drain the last two instances at one moment one is refused', async () => {
    const last = ['i3', 'i4']
    for (const id of last) await harness.instance(id, 'stable', 'inventory')
    const answers = await Promise.all(last.map(instance => create({ kind: 'weigh', instance, percent: 0 })))
    const made = answers.map(answer => answer.json())
    expect(made.map(({ code = 'MADE' }) => code).sort()).toEqual(['LAST_INSTANCE', 'MADE'])
    for (const { id } of made) if (id) await end(id)
    for (const id of last) await harness.call('DELETE', `/instances/${id}`)
  })
})

it.each([
  [{ ...block, operation: 'SalesOrder' }, 'OPERATION_UNKNOWN', ['SalesOrders', 'AccountMe']],
  [{ kind: 'degrade', field: 'Order.custmer' }, 'FIELD_UNKNOWN', ['Order.customer']],
  [{ kind: 'weigh', instance: 'i9', percent: 50 }, 'INSTANCE_UNKNOWN', ['i1']],
  [{ kind: 'degrade', field: 'Order.id' }, 'FIELD_NEEDED', null],
  [{ kind: 'degrade', field: 'Mutation.ship' }, 'FIELD_NEEDED', null],
  [{ kind: 'weigh', instance: 'i1', percent: 0 }, 'LAST_INSTANCE', null],
  [{ kind: 'block', operation: 'AccountMe' }, 'PLATFORM_LOCKED_OUT', null],
  [{ kind: 'limit', operation: 'AccountMe', perSecond: 1 }, 'PLATFORM_LOCKED_OUT', null],
  [{ kind: 'degrade', field: 'User.theme' }, 'PLATFORM_LOCKED_OUT', null],
  [{ kind: 'limit', perSecond: 1 }, 'INVALID_REQUEST', null],
  [{ kind: 'limit', tenant: 't1', perSecond: 0 }, 'INVALID_REQUEST', null],
  [{ kind: 'block' }, 'INVALID_REQUEST', null],
])('%o is refused with %s', async (effect, code, nearest) => {
  const answer = (await create(effect)).json()
  expect(answer).toMatchObject({ code })
  if (nearest) expect(answer.nearest.slice(0, nearest.length)).toEqual(nearest)
  expect(await inForce()).toEqual([])
})

it('about the tenant of the operator who asks is refused', async () => {
  const body = { ...wanted, effect: { kind: 'budget', tenant: 't_platform', percent: 1 } }
  const headers = { baggage: 'portico.actor=user%3Aoperator,portico.tenant=t_platform' }
  const answer = await harness.call('POST', '/interventions', { body, headers })
  expect(answer.json()).toMatchObject({ code: 'PLATFORM_LOCKED_OUT' })
})

it.each([
  ['longer than seven days', { minutes: 10_081 }],
  ['no reason', { reason: '' }],
  ['no owner', { owner: '' }],
])('with %s is none', async (_, more) => {
  expect((await create(block, more)).statusCode).toBe(400)
})

it('is made by operators with the permission alone, and by no token', async () => {
  const baggage = (scope: string) => ({
    baggage: `portico.actor=user%3Aanna,portico.scope=${encodeURIComponent(scope)}`,
  })
  const refused = await create(block, {}, baggage('administer,publish,read,release;*'))
  expect(refused.json()).toMatchObject({ code: 'FORBIDDEN_SCOPE' })
  const made = await create(block, {}, baggage('intervene;'))
  expect(made.json()).toMatchObject({ createdBy: 'user:anna' })
  const ended = await harness.call('POST', `/interventions/${made.json().id}/end`, {
    body: {},
    headers: baggage('release;*'),
  })
  expect(ended.json()).toMatchObject({ code: 'FORBIDDEN_SCOPE' })
  await end(made.json().id)
})
