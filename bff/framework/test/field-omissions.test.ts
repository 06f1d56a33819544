import { buildSchema, execute, type GraphQLSchema, getOperationAST, parse } from 'graphql'
import { expect, test } from 'vitest'
import { guardFields } from '../src/graphql/field-guard.ts'
import { FieldOmissions } from '../src/graphql/field-omissions.ts'
import { executePlanned } from '../src/graphql/planned-execution.ts'
import type { RequestContext } from '../src/graphql/request-context.ts'
import { RequestContext as Context } from '../src/graphql/request-context.ts'

const SDL = `
  directive @optional on FIELD_DEFINITION
  type Query { orders: [Order!]! }
  type Mutation { touch: Order }
  type Order { id: ID!, note: String, customer: Customer, rank: Int @optional }
  type Customer { name: String! }
`
const ORDERS = [1, 2, 3].map(id => ({ id: String(id), note: `note ${id}`, customerId: `c${id}` }))

/** A graph whose fields count how often they are asked for. */
function open() {
  const schema = buildSchema(SDL)
  const asked: string[] = []
  const resolve = (type: string, field: string, value: (parent: { id: string }) => unknown) => {
    const found = schema.getType(type)
    const own = found && 'getFields' in found ? found.getFields()[field] : undefined
    const counted = (parent: { id: string }) => {
      asked.push(field)
      return value(parent)
    }
    Object.assign(own ?? {}, { resolve: counted })
  }
  resolve('Query', 'orders', () => ORDERS)
  resolve('Mutation', 'touch', () => ORDERS[0])
  resolve('Order', 'customer', ({ id }) => Promise.resolve({ name: `Customer ${id}` }))
  resolve('Order', 'rank', ({ id }) => Number(id))
  guardFields(schema)
  asked.length = 0
  return { schema, omissions: new FieldOmissions(schema), asked }
}

function contextOf(tenantId: string): RequestContext {
  const session = {
    user: { id: 'u', username: 'u', displayName: 'U' },
    tenant: { id: tenantId, slug: 's', name: 'S', currency: 'CNY', timeZone: 'UTC' },
    permissions: [],
  }
  const caller = { session, device: null, locale: 'en', trace: { traceparent: null }, routing: {} }
  const sources = { upstream: { discovery: {} }, entities: { forTenant: () => ({}) }, log: {} }
  return new Context(caller as never, sources as never)
}

const QUERY = '{ orders { id rank customer { name } again: rank } }'

/** By plan, and by graphql-js, whose answers are to be the same. */
async function run(schema: GraphQLSchema, source = QUERY, tenantId = 't1') {
  const document = parse(source)
  const operation = getOperationAST(document)
  if (!operation) throw new Error('There is no operation')
  const [own, theirs] = [contextOf(tenantId), contextOf(tenantId)]
  const planned = await executePlanned({ schema, document, operation, variables: {}, context: own })
  const whole = await execute({ schema, document, contextValue: theirs })
  const plain = (value: unknown) => JSON.parse(JSON.stringify(value)) as { data: { orders: unknown[] } }
  if (planned) expect(plain(planned)).toEqual(plain(whole))
  if (planned) expect(own.degradations).toEqual(theirs.degradations)
  return { ...plain(whole).data, degraded: theirs.degradations }
}

test('a brown-out omits optional fields, of which no resolver runs, and says so once a field', async () => {
  const { schema, omissions, asked } = open()
  const resolvers = () => schema.getType('Order')?.toConfig()
  const before = resolvers()
  expect((await run(schema)).orders[1]).toMatchObject({ rank: 2, again: 2 })
  asked.length = 0
  omissions.set({ isBrownOut: true, byOperator: [] })
  const { orders, degraded } = await run(schema)
  expect(orders[1]).toEqual({ id: '2', rank: null, customer: { name: 'Customer 2' }, again: null })
  expect(degraded).toEqual([
    { path: 'orders.rank', code: 'OMITTED_UNDER_LOAD' },
    { path: 'orders.again', code: 'OMITTED_UNDER_LOAD' },
  ])
  expect(asked).not.toContain('rank')
  omissions.set({ isBrownOut: false, byOperator: [] })
  expect(await run(schema)).toMatchObject({ orders: [{ rank: 1 }, { rank: 2 }, { rank: 3 }], degraded: [] })
  expect(resolvers()).toEqual(before)
})

test('an operator has any nullable field omitted, for all or for one tenant, in writes too', async () => {
  const { schema, omissions, asked } = open()
  const byOperator = [
    { field: 'Order.customer', tenantId: 't1' },
    { field: 'Order.note', tenantId: null },
    { field: 'Order.id', tenantId: null },
    { field: 'Order.unknown', tenantId: null },
  ]
  const source = '{ orders { id note customer { name } } }'
  await run(schema, source)
  omissions.set({ isBrownOut: false, byOperator })
  asked.length = 0
  const { orders, degraded } = await run(schema, source)
  expect(orders[0]).toEqual({ id: '1', note: null, customer: null })
  expect(degraded).toMatchObject([
    { path: 'orders.note' },
    { path: 'orders.customer', code: 'OMITTED_BY_OPERATOR' },
  ])
  expect(asked).not.toContain('customer')
  expect((await run(schema, source, 't2')).orders[0]).toEqual({
    id: '1',
    note: null,
    customer: { name: 'Customer 1' },
  })
  expect(await run(schema, 'mutation { touch { customer { name } } }')).toMatchObject({
    touch: { customer: null },
  })
  expect(omissions.concerns(parse(source), 't1')).toBe(true)
  expect(omissions.concerns(parse('{ orders { customer { name } } }'), 't2')).toBe(false)
})

test.each([
  ['that is never null', 'type Query { name: String! @optional }'],
  ['without a resolver', 'type Query { name: String @optional }'],
])('an optional field %s is refused when the graph is built', (_, sdl) => {
  const schema = buildSchema(`directive @optional on FIELD_DEFINITION ${sdl}`)
  expect(() => guardFields(schema)).toThrow(/name is @optional/)
})
