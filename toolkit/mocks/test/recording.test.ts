import { randomBytes } from 'node:crypto'
import { buildSchema, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import {
  CallRecording,
  captureFilter,
  type GraphCall,
  MockPlayer,
  mockFilter,
  type OperationAnswer,
  Pseudonyms,
  withFilters,
} from '../src/index.ts'

const schema = buildSchema(`
  enum Status { OPEN SHIPPED }
  type Order { id: ID! number: String! status: Status! customer: String! phone: String! mail: String! address: String! token: String! }
  input Filter { search: String status: Status ids: [ID!] }
  type Query { orders(filter: Filter, after: ID): [Order!]! order(id: ID!): Order }
`)
const ORDERS = parse(`
  query Orders($filter: Filter, $after: ID) {
    orders(filter: $filter, after: $after) { id number status customer phone mail address token }
  }
`)
const ORDER = parse('query Order($id: ID!) { order(id: $id) { id status } }')
const APP = { name: 'returns', version: '1.0.0' }

function record(): CallRecording {
  return new CallRecording({
    ...{ provider: 'recorded', schema },
    ...{
      keep: new Set([
        'Orders.$filter',
        'Filter.search',
        'Filter.ids',
        'Orders.$after',
        'Order.$id',
        'Order.id',
      ]),
    },
    pseudonyms: new Pseudonyms(randomBytes(32)),
  })
}

function playing(recording: CallRecording): MockPlayer {
  return new MockPlayer(
    { providers: [{ file: 'recorded.yaml', text: recording.toYaml() }] },
    { timeoutMs: 20_000 },
  )
}

function planted(index: number) {
  return {
    ...{ id: `o-${index}`, number: `SO-2026-${1000 + index}`, status: index % 2 ? 'OPEN' : 'SHIPPED' },
    ...{ customer: `顾客王${index}小明`, phone: `1381234${1000 + index}`, mail: `maria.${index}@example.cn` },
    ...{ address: `Obere Straße ${index}, Berlin`, token: `tok_live_${index}_9f8e7d` },
  }
}

it('has an end in characters: what it holds can be loaded', () => {
  const recording = record()
  const order = { ...planted(1), address: 'x'.repeat(20_000) }
  for (let count = 0; count < 60; count += 1)
    recording.add({
      document: ORDERS,
      operationName: 'Orders',
      variables: { after: `o-${count}` },
      data: { orders: [order] },
    })
  expect(recording.leftOut).toBeGreaterThan(0)
  expect(recording.size + recording.leftOut).toBe(60)
  expect(recording.toYaml().length).toBeLessThanOrEqual(1_000_000)
  expect(() => playing(recording)).not.toThrow()
})

describe('a recording is played', () => {
  const calls = [
    { filter: { status: 'OPEN' } },
    { filter: { status: 'OPEN', search: 'wine' } },
    { filter: { search: 'wine' } },
    { filter: { ids: ['1', '2'] } },
    { filter: { ids: ['1'] }, after: 'o-9' },
    { filter: null },
    {},
    { filter: {}, after: 'o-8' },
  ]

  it('to the calls that were recorded, of the same operation each to its own', () => {
    const recording = record()
    for (const [index, variables] of calls.entries())
      recording.add({
        document: ORDERS,
        operationName: 'Orders',
        variables,
        data: { orders: [planted(index)] },
      })
    const player = playing(recording)
    const ids = calls.map(variables => {
      const found = player.answer({ operation: 'Orders', variables, app: APP })
      return found !== null && 'body' in found
        ? (found.body.data as { orders: { id: string }[] }).orders[0]?.id
        : null
    })
    // Null, left out and empty are one call; what is answered to it later comes later.
    expect(ids).toEqual(['o-0', 'o-1', 'o-2', 'o-3', 'o-4', 'o-5', 'o-6', 'o-7'])
  })

  it('in the order of the answers, errors by their codes alone', () => {
    const recording = record()
    const answers = [
      { data: { order: { id: 'o-1', status: 'OPEN' } } },
      { data: null, errors: [{ message: 'Order o-1 of 王小明', extensions: { code: 'ORDER_LOCKED' } }] },
      { data: { order: null } },
      { data: { order: null } },
    ]
    for (const answer of answers)
      recording.add({ document: ORDER, operationName: 'Order', variables: { id: 'o-1' }, ...answer })
    expect(recording.toYaml()).not.toContain('小明')
    const player = playing(recording)
    const played = answers.map(() =>
      player.answer({ operation: 'Order', variables: { id: 'o-1' }, app: APP }),
    )
    expect(played).toMatchObject([
      { body: { data: { order: { id: 'o-1' } } } },
      { body: { data: null, errors: [{ code: 'ORDER_LOCKED', message: 'ORDER_LOCKED' }] } },
      { body: { data: { order: null } } },
      { body: { data: { order: null } } },
    ])
  })
})

it('has an end, and says how many calls were left out', () => {
  const recording = record()
  for (let count = 0; count < 103; count += 1)
    recording.add({
      document: ORDER,
      operationName: 'Order',
      variables: { id: 'o-1' },
      data: { order: null },
    })
  expect([recording.size, recording.leftOut]).toEqual([100, 3])
})

describe('the chain', () => {
  const text = `
provider: mine
cases:
  - { id: free, operation: Order, when: { id: o-1 }, patch: [{ op: replace, path: /data/order/status, value: SHIPPED }] }
  - { id: fault, operation: Order, when: { id: o-2 }, answer: { errors: [{ message: Locked, code: ORDER_LOCKED }] } }
`
  const live = async ({ variables }: GraphCall): Promise<OperationAnswer> => ({
    data: { order: { id: variables.id, status: 'OPEN' } },
    extensions: { revision: 7 },
  })
  const asking = (id: string): GraphCall => ({
    operation: 'Order',
    variables: { id },
    app: APP,
    document: ORDER,
  })
  const player = (yaml = text) =>
    new MockPlayer({ providers: [{ file: 'mine.yaml', text: yaml }] }, { timeoutMs: 20_000 })

  it('answers by mocks, patches what is live, passes the rest on, and records only what is live', async () => {
    const recording = record()
    const faults: unknown[] = []
    const ask = withFilters(
      [
        mockFilter(player(), { isStrict: false }),
        captureFilter(recording, { failed: error => faults.push(error) }),
      ],
      live,
    )
    expect(await ask(asking('o-1'))).toEqual({
      data: { order: { id: 'o-1', status: 'SHIPPED' } },
      extensions: { revision: 7, mock: 'mine/free' },
    })
    expect(await ask(asking('o-2'))).toEqual({
      errors: [{ message: 'Locked', extensions: { code: 'ORDER_LOCKED' } }],
      extensions: { mock: 'mine/fault' },
    })
    expect(await ask(asking('o-3'))).toMatchObject({ data: { order: { status: 'OPEN' } } })
    expect(recording.size).toBe(2)
    expect(faults).toEqual([])
  })

  it.each(['PERSISTED_QUERY_NOT_FOUND', 'UNAUTHENTICATED', 'SESSION_ENDED'])(
    'takes %s for no answer, which the shell asks again after: it is neither patched nor recorded',
    async code => {
      const recording = record()
      const failed = (error: unknown) => expect.unreachable(String(error))
      const refused = { errors: [{ message: 'Send it again', extensions: { code } }] }
      const answers = [refused, await live(asking('o-1'))]
      const ask = withFilters(
        [mockFilter(player(), { isStrict: false }), captureFilter(recording, { failed })],
        async () => answers.shift() ?? refused,
      )
      expect(await ask(asking('o-1'))).toEqual(refused)
      expect(recording.size).toBe(0)
      expect(await ask(asking('o-1'))).toMatchObject({ data: { order: { status: 'SHIPPED' } } })
      expect(recording.size).toBe(1)
    },
  )

  it('refuses what a strict play does not have', async () => {
    const ask = withFilters([mockFilter(player(), { isStrict: true })], live)
    await expect(ask(asking('o-9'))).rejects.toMatchObject({ code: 'MOCK_MISS' })
  })

  it('gives the answer also where it cannot be recorded', async () => {
    const faults: unknown[] = []
    const ask = withFilters([captureFilter(record(), { failed: error => faults.push(error) })], live)
    const unknown = { ...asking('o-1'), operation: 'Nothing' }
    expect(await ask(unknown)).toMatchObject({ data: { order: { id: 'o-1' } } })
    expect(faults).toHaveLength(1)
  })

  it('ends a delay with its caller', async () => {
    const slow = player(
      'provider: mine\ncases:\n  - { id: slow, operation: Order, delayMs: 60000, answer: {} }',
    )
    const caller = new AbortController()
    const ask = withFilters([mockFilter(slow, { isStrict: true, signal: caller.signal })], live)
    const asked = ask(asking('o-1'))
    caller.abort()
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  })
})
