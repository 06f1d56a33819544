import { randomBytes } from 'node:crypto'
import { buildSchema, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { listDrift, maskCall, Pseudonyms } from '../src/index.ts'

const schema = buildSchema(`
  scalar Date
  scalar Decimal
  scalar Json
  enum Status { OPEN SHIPPED }
  interface Party { id: ID! name: String! }
  type Customer implements Party { id: ID! name: String! phone: String mail: String born: Date extra: Json }
  type Supplier implements Party { id: ID! name: String! taxNumber: String }
  type Order { id: ID! number: String! status: Status! total: Decimal! count: Int! isPaid: Boolean! customer: Customer parties: [Party!]! }
  input Filter { search: String status: Status from: Date }
  type Query { orders(filter: Filter, after: ID): [Order!]! }
`)
const document = parse(`
  query Orders($filter: Filter, $after: ID, $details: Boolean!) {
    orders(filter: $filter, after: $after) {
      __typename
      id
      no: number
      status
      total
      count
      isPaid
      customer @include(if: $details) { ...Who born extra }
      parties { __typename id ... on Party { name } ... on Supplier { taxNumber } }
    }
  }
  fragment Who on Customer { id name phone mail }
`)

const PLANTED = [
  '王小明',
  'Maria Anders',
  '13812345678',
  'maria@example.cn',
  '上海路 12 号',
  'tok_live_9f8e7d',
  '91310000MA1',
]
const variables = {
  filter: { search: 'Maria Anders', status: 'OPEN', from: '2026-01-31' },
  after: 'c-4711',
  details: true,
  unasked: 'tok_live_9f8e7d',
}
const data = {
  orders: [
    {
      ...{
        __typename: 'Order',
        id: 'c-4711',
        no: '13812345678',
        status: 'OPEN',
        total: '1234.50',
        count: 17,
      },
      isPaid: true,
      customer: {
        ...{ id: 'u-1', name: '王小明', phone: '13812345678', mail: 'maria@example.cn', born: '1980-02-29' },
        extra: { 上海路: ['上海路 12 号', 'tok_live_9f8e7d'] },
      },
      parties: [
        { __typename: 'Customer', id: 'u-1', name: 'Maria Anders' },
        { __typename: 'Supplier', id: 'u-2', name: '王小明', taxNumber: '91310000MA1' },
      ],
      secret: 'tok_live_9f8e7d',
    },
  ],
}
const call = { document, operationName: 'Orders', variables, data }

function mask(keep: readonly string[] = [], pseudonyms = new Pseudonyms(randomBytes(32))) {
  return maskCall(call, { schema, keep: new Set(keep), pseudonyms })
}

describe('what is recorded', () => {
  it('holds none of the values, in variables, aliases, fragments, interfaces and scalars of any shape', () => {
    const text = JSON.stringify(mask())
    for (const planted of PLANTED) expect(text).not.toContain(planted)
    expect(text).not.toContain('1234.50')
    expect(text).not.toContain('1980-02-29')
    expect(text).not.toContain('unasked')
    expect(text).not.toContain('secret')
  })

  it('looks as the answer did: kinds, lengths, enums, what belongs together', () => {
    const { variables: asked, data: answered } = mask() as { variables: typeof variables; data: typeof data }
    const order = answered.orders[0]
    expect(order).toMatchObject({ __typename: 'Order', status: 'OPEN', isPaid: true })
    expect(order?.no).toMatch(/^\d{11}$/)
    expect(order?.total).toMatch(/^\d{4}\.\d\d$/)
    expect(String(order?.count)).toMatch(/^\d\d$/)
    expect(order?.customer.mail).toMatch(/^[a-z]{5}@[a-z]{7}\.[a-z]{2}$/)
    expect(order?.customer.name).toMatch(/^\p{Script=Han}{3}$/u)
    expect(order?.customer.born).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(order?.customer.phone).toBe(order?.no)
    expect(order?.parties[0]?.id).toBe(order?.customer.id)
    expect(order?.parties[1]?.id).not.toBe(order?.customer.id)
    expect(asked.after).toBe(order?.id)
    expect(asked.filter.search).toBe(order?.parties[0]?.name)
    expect(listDrift(schema, { document, operationName: 'Orders', data: answered })).toEqual([])
  })

  it('is the same for the same key, and another for another', () => {
    const key = randomBytes(32)
    expect(mask([], new Pseudonyms(key))).toEqual(mask([], new Pseudonyms(key)))
    expect(mask()).not.toEqual(mask())
  })

  it('holds what a rule keeps, of that field alone', () => {
    const { data: kept } = mask(['Order.number', 'Supplier.*', 'Orders.$after']) as { data: typeof data }
    expect(kept.orders[0]).toMatchObject({ no: '13812345678', parties: [{}, data.orders[0]?.parties[1]] })
    expect(kept.orders[0]?.customer.phone).not.toBe('13812345678')
  })

  it('holds nothing of a value whose type is not known', () => {
    const odd = { orders: [{ parties: [{ id: 'u-1', name: 'Maria Anders' }] }] }
    const masked = maskCall(
      { ...call, data: odd },
      { schema, keep: new Set(['Customer.*', 'Party.*']), pseudonyms: new Pseudonyms(randomBytes(32)) },
    )
    expect(JSON.stringify(masked)).not.toContain('Maria')
  })
})

it('never gives two values one pseudonym, of one digit either', () => {
  const pseudonyms = new Pseudonyms(randomBytes(32))
  const values = Array.from({ length: 300 }, (_, index) => String(index))
  const given = values.map(value => pseudonyms.ofText(value))
  expect(new Set(given).size).toBe(values.length)
  for (const [index, value] of values.entries()) expect(given[index]).not.toBe(value)
})

it('keeps order and distance of dates', () => {
  const pseudonyms = new Pseudonyms(randomBytes(32))
  const [early = '', late = ''] = ['2026-01-31', '2026-02-28'].map(date => pseudonyms.ofDate(date))
  expect(Date.parse(late) - Date.parse(early)).toBe(28 * 86_400_000)
  expect(pseudonyms.ofDate('2026-01-31T10:00:00+08:00')).toMatch(/T02:00:00\.000Z$/)
})

it('names what differs from the graph', () => {
  const drifted = {
    orders: [
      {
        ...{ __typename: 'Order', id: 7, no: null, status: 'LOST', total: '1.00', isPaid: 'yes', lost: 1 },
        parties: [{ id: '1' }, 'x'],
      },
      'x',
    ],
  }
  expect(
    listDrift(schema, { document, operationName: 'Orders', data: drifted }).map(({ path }) => path),
  ).toEqual([
    'data.orders[0].id',
    'data.orders[0].no',
    'data.orders[0].status',
    'data.orders[0].count',
    'data.orders[0].isPaid',
    'data.orders[0].parties[0]',
    'data.orders[0].parties[1]',
    'data.orders[0].lost',
    'data.orders[1]',
  ])
  expect(listDrift(schema, { document, operationName: 'Orders', data: null })).toEqual([])
})
