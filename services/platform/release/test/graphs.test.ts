import { afterAll, beforeAll, expect, it } from 'vitest'
import { app, operation } from './artifacts-archive.ts'
import { Shelf } from './artifacts-shelf.ts'

const graph = 'type Query { orders: [Order!]! } type Order { id: ID! note: String }'
const withoutNote = 'type Query { orders: [Order!]! } type Order { id: ID! }'
const orders = operation('Orders', '{ orders { id note } }')

let shelf: Shelf
beforeAll(async () => {
  shelf = await Shelf.open()
  await put(graph)
  for (const version of ['1.4.0', '1.5.0']) {
    expect((await shelf.publish(app({ version, operations: [orders] }))).statusCode).toBe(201)
  }
})
afterAll(() => shelf.close())

const put = (sdl: string) => shelf.call('PUT', '/graphs/merchant', { sdl })
const check = (sdl: string, headers = {}) => shelf.call('POST', '/graphs/merchant/check', { sdl }, headers)

it('a field that only versions served to no tenant ask for may go', async () => {
  expect((await check(withoutNote)).statusCode).toBe(204)
})

it('a field that an open tab may ask for stays, and each one who asks is named', async () => {
  const content = { shell: '1.0.0', apps: { sales: '1.4.0' }, services: {}, shared: {}, releases: [] }
  await shelf.run(
    `insert into snapshot (id, content, first_served_at, last_served_at, page_count) values ('s_tab', $1, now(), now(), 1)`,
    [JSON.stringify(content)],
  )
  for (const refused of [await check(withoutNote), await put(withoutNote)]) {
    expect(refused.statusCode).toBe(409)
    expect(refused.json()).toMatchObject({
      code: 'GRAPH_BREAKS',
      detail: 'This graph does not answer Orders of sales@1.4.0.',
      operations: [
        {
          app: 'sales',
          version: '1.4.0',
          places: ['tab'],
          name: 'Orders',
          message: 'Cannot query field "note" on type "Order".',
        },
      ],
    })
  }
  // The refused graph is not what uploads are checked against.
  const next = app({ version: '1.6.0', operations: [orders] })
  expect((await shelf.publish(next)).statusCode).toBe(201)
})

it('a repurposed field is refused as a removed one is; one more field is not', async () => {
  const repurposed = graph.replace('note: String', 'note(style: String!): String')
  expect((await check(repurposed)).json()).toMatchObject({ code: 'GRAPH_BREAKS' })
  expect((await put(graph.replace('id: ID!', 'id: ID! total: Int'))).statusCode).toBe(204)
})

it('the field may go once no tab can live on that version any more', async () => {
  await shelf.run(`update snapshot set last_served_at = now() - interval '25 hours'`)
  expect((await check(withoutNote)).statusCode).toBe(204)
})

it('a pipeline asks with its token, and what is no schema is refused', async () => {
  const { authorization } = await shelf.token('gateway-ci', ['*'], ['read'])
  expect((await check(graph, { authorization })).statusCode).toBe(204)
  expect((await check('type Query {')).json()).toMatchObject({ code: 'INVALID_REQUEST' })
  expect((await check(graph, { authorization: 'Bearer nonsense' })).statusCode).toBe(401)
})

it('the token of one team may not ask, nor one that may not read', async () => {
  const tokens = [await shelf.token('team', ['sales']), await shelf.token('publisher', ['*'], ['publish'])]
  for (const { authorization } of tokens) {
    expect((await check(graph, { authorization })).json()).toMatchObject({ code: 'FORBIDDEN_SCOPE' })
  }
})

it('unknown types are named, and thousands of them refused as fast as one', async () => {
  const few = await check('type Query { a: Order b: [Customer!]! c: ID }')
  expect(few.json()).toMatchObject({
    code: 'INVALID_REQUEST',
    detail: expect.stringContaining('Order, Customer.'),
  })
  const known = Array.from({ length: 5000 }, (_, n) => `scalar KnownByThisNameAndNumber${n}`)
  const unknown = Array.from({ length: 5000 }, (_, n) => `f${n}: WantedByThatNameAndNumber${n}`)
  const beganAt = performance.now()
  const many = await check(`type Query { ${unknown.join('\n')} } ${known.join('\n')}`)
  expect(performance.now() - beganAt).toBeLessThan(2000)
  expect(many.json()).toMatchObject({ code: 'INVALID_REQUEST' })
})

it('a schema of too many words is refused before it is read to its end', async () => {
  const long = await check(`type Query { ${'a: ID '.repeat(40_000)} }`)
  expect(long.json()).toMatchObject({ code: 'INVALID_REQUEST', detail: expect.stringContaining('tokens') })
})
