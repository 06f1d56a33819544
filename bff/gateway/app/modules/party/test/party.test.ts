import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { aCustomer, aPage } from '../../../../testing/builders.ts'
import { FakeAnswer } from '../../../../testing/fake-service.ts'
import { openTestShop, type TestShop } from '../../../../testing/test-shop.ts'

let shop: TestShop

beforeEach(async () => {
  await shop?.close()
  shop = await openTestShop()
})
afterAll(() => shop.close())

describe('customers', () => {
  it('answers a page as a Relay connection and passes search and cursor on', async () => {
    const page = aPage([aCustomer('c1'), aCustomer('c2')], {
      pageInfo: { endCursor: 'c-c2', hasNextPage: true },
      totalCount: 9,
    })
    shop.services.party.on('GET /customers', () => page)
    const { data } = await shop.ask(
      '{ customers(first: 2, after: "c-c0", search: "Ünï & co") { totalCount nodes { name } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }',
    )
    expect(data.customers).toEqual({
      totalCount: 9,
      nodes: [{ name: 'Customer c1' }, { name: 'Customer c2' }],
      edges: [
        { cursor: 'c-c1', node: { id: 'c1' } },
        { cursor: 'c-c2', node: { id: 'c2' } },
      ],
      pageInfo: { hasNextPage: true, hasPreviousPage: true, startCursor: 'c-c1', endCursor: 'c-c2' },
    })
    const query = shop.services.party.calls[0]?.query
    expect(Object.fromEntries(query ?? [])).toEqual({ first: '2', after: 'c-c0', search: 'Ünï & co' })
  })

  it('answers null for an id the service does not know', async () => {
    expect(await shop.ask('{ customer(id: "unknown") { id } }')).toMatchObject({ data: { customer: null } })
  })

  it('reads a customer once, and from the cache in the next request', async () => {
    const ask = () => shop.ask('{ a: customer(id: "c1") { name } b: customer(id: "c1") { code } }')
    expect((await ask()).data).toEqual({ a: { name: 'Customer c1' }, b: { code: 'C1' } })
    await ask()
    expect(shop.services.party.asked).toEqual(['POST /customers/batch'])
  })

  it('answers UPSTREAM_INVALID when the service breaks its shape, and does not say how', async () => {
    shop.services.party.on('POST /customers/batch', () => ({ items: [{ ...aCustomer('c1'), name: 7 }] }))
    const { data, errors } = await shop.ask('{ customer(id: "c1") { name } }')
    expect(data).toEqual({ customer: null })
    expect(errors[0]?.extensions?.code).toBe('UPSTREAM_INVALID')
    expect(JSON.stringify(errors)).not.toMatch(/items|\/0\/name|stack/)
  })

  it('answers UPSTREAM_UNAVAILABLE when the service is broken, without its inner facts', async () => {
    shop.services.party.breakDown()
    const { errors } = await shop.ask('{ customers { totalCount } }')
    expect(errors[0]?.extensions?.code).toBe('UPSTREAM_UNAVAILABLE')
    expect(JSON.stringify(errors)).not.toContain('db-7')
  })
})

describe('createCustomer', () => {
  const mutation =
    'mutation ($input: CreateCustomerInput!, $key: ID!) { createCustomer(input: $input, idempotencyKey: $key) { id code } }'

  it('passes the idempotency key and makes what was cached of that id stale', async () => {
    await shop.ask('{ customer(id: "c1") { name } }')
    shop.services.party.on('POST /customers', () => new FakeAnswer(201, aCustomer('c1', { name: 'New' })))
    const { data } = await shop.ask(mutation, { input: { name: 'New' }, key: 'k1' })
    expect(data.createCustomer).toEqual({ id: 'c1', code: 'C1' })
    expect(shop.services.party.calls.at(-1)).toMatchObject({
      headers: { 'idempotency-key': 'k1' },
      body: { name: 'New' },
    })
    await shop.ask('{ customer(id: "c1") { name } }')
    expect(shop.services.party.asked.at(-1)).toBe('POST /customers/batch')
  })

  it('hands on what the service refuses, by its code', async () => {
    const errors = [{ path: '/body/code', code: 'TAKEN', message: 'is taken' }]
    shop.services.party.on('POST /customers', () => FakeAnswer.problem(409, 'CODE_TAKEN', { errors }))
    const answer = await shop.ask(mutation, { input: { code: 'A', name: 'A' }, key: 'k2' })
    expect(answer.errors[0]?.extensions).toEqual({ code: 'CODE_TAKEN', details: { errors } })
  })
})
