import { describeRowSecurity, type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../src/index.ts'

let products: ServiceUnderTest

beforeAll(async () => {
  products = await startForTest(service)
})
afterAll(() => products?.stop())

async function create(body: object, tenant = 't_demo') {
  const response = await products.call('POST', '/products', { tenant, body })
  expect(response.statusCode, response.body).toBe(201)
  return response.json()
}

const codes = (items: { code: string }[]) => items.map(({ code }) => code)

describe('creating a product', () => {
  it('makes goods counted in pieces unless told otherwise', async () => {
    expect(await create({ code: ' MUG ', name: 'Mug' })).toMatchObject({
      code: 'MUG',
      category: null,
      unit: 'pcs',
      kind: 'GOODS',
      isActive: true,
      version: 1,
    })
    expect(await create({ code: 'POST', name: 'Postage', kind: 'SERVICE', unit: 'time' })).toMatchObject({
      kind: 'SERVICE',
      unit: 'time',
    })
  })

  it('takes codes as they are written: case counts', async () => {
    const [upper, lower] = [
      await create({ code: '85123A', name: 'A' }),
      await create({ code: '85123a', name: 'a' }),
    ]
    expect(upper.id).not.toBe(lower.id)
    const response = await products.call('POST', '/products', { body: { code: '85123A', name: 'Again' } })
    expect(response.json()).toMatchObject({ status: 409, code: 'CODE_TAKEN', takenCode: '85123A' })
  })

  it('refuses a kind that does not exist', async () => {
    const response = await products.call('POST', '/products', {
      body: { code: 'K', name: 'K', kind: 'MAGIC' },
    })
    expect(response.json()).toMatchObject({
      status: 400,
      code: 'INVALID_REQUEST',
      errors: [{ path: '/body/kind' }],
    })
  })

  it('happens once for an idempotency key', async () => {
    const call = { headers: { 'idempotency-key': 'p1' }, body: { code: 'ONCE', name: 'Once' } }
    const [first, second] = await Promise.all([
      products.call('POST', '/products', call),
      products.call('POST', '/products', call),
    ])
    expect(second.json()).toEqual(first.json())
    const other = { ...call, body: { code: 'TWICE', name: 'Twice' } }
    expect((await products.call('POST', '/products', other)).json()).toMatchObject({
      code: 'IDEMPOTENCY_MISMATCH',
    })
  })
})

describe('listing products', () => {
  const tenant = 't_list'

  beforeAll(async () => {
    for (let i = 0; i < 7; i++) {
      await create({ code: `P${i}`, name: `Thing ${i}`, category: i % 2 ? 'Odd' : 'Even' }, tenant)
    }
  })

  it('walks to the end by code', async () => {
    const seen: string[] = []
    for (let after = ''; ; ) {
      const { items, pageInfo } = (await products.call('GET', `/products?first=2${after}`, { tenant })).json()
      seen.push(...codes(items))
      if (!pageInfo.hasNextPage) break
      after = `&after=${pageInfo.endCursor}`
    }
    expect(seen).toEqual(['P0', 'P1', 'P2', 'P3', 'P4', 'P5', 'P6'])
  })

  it('goes on from any item by its cursor', async () => {
    const { items } = (await products.call('GET', '/products', { tenant })).json()
    const rest = (await products.call('GET', `/products?after=${items[4].cursor}`, { tenant })).json()
    expect(codes(rest.items)).toEqual(['P5', 'P6'])
    expect(rest.totalCount).toBe(7)
  })

  it.each([
    ['category=Odd', ['P1', 'P3', 'P5']],
    ['category=Odd&search=thing%203', ['P3']],
    ['search=p6', ['P6']],
    ['category=None', []],
  ])('with %s', async (query, expected) => {
    const { items, totalCount } = (await products.call('GET', `/products?${query}`, { tenant })).json()
    expect(codes(items)).toEqual(expected)
    expect(totalCount).toBe(expected.length)
  })
})

describe('changing a product', () => {
  it('keeps what is not named', async () => {
    const { id } = await create({ code: 'CHG', name: 'Before', category: 'C', unit: 'kg', kind: 'SERVICE' })
    const call = { headers: { 'if-match': '"1"' }, body: { isActive: false } }
    const response = await products.call('PATCH', `/products/${id}`, call)
    expect(response.json()).toMatchObject({
      code: 'CHG',
      category: 'C',
      unit: 'kg',
      kind: 'SERVICE',
      isActive: false,
      version: 2,
    })
    expect((await products.call('PATCH', `/products/${id}`, call)).json()).toMatchObject({
      code: 'VERSION_CONFLICT',
      currentVersion: 2,
    })
  })
})

describe('ensuring products', () => {
  it('makes each of 1000 once for two concurrent callers', async () => {
    const items = Array.from({ length: 1000 }, (_, i) => ({
      code: `E${i}`,
      name: `Ensured ${i}`,
      category: null,
    }))
    const ensure = (given: object[]) =>
      products.call('POST', '/products/ensure', { tenant: 't_ensure', body: { items: given } })
    const answers = await Promise.all([ensure(items), ensure(items.toReversed())])
    const rows = answers.flatMap(answer => answer.json().items as { id: string; isCreated: boolean }[])
    expect(rows).toHaveLength(2000)
    expect(rows.filter(row => row.isCreated)).toHaveLength(1000)
    expect(new Set(rows.map(row => row.id)).size).toBe(1000)
  })
})

it('hides the products of another tenant on every route', async () => {
  const { id } = await create({ code: 'SECRET', name: 'Secret' })
  const tenant = 't_other'
  expect((await products.call('GET', `/products/${id}`, { tenant })).statusCode).toBe(404)
  expect((await products.call('POST', '/products/batch', { tenant, body: { ids: [id] } })).json()).toEqual({
    items: [],
  })
  expect((await products.call('GET', '/products?search=secret', { tenant })).json()).toMatchObject({
    items: [],
  })
  const patch = { tenant, headers: { 'if-match': '"1"' }, body: { name: 'Stolen' } }
  expect((await products.call('PATCH', `/products/${id}`, patch)).statusCode).toBe(404)
  const ensured = await products.call('POST', '/products/ensure', {
    tenant,
    body: { items: [{ code: 'SECRET', name: 'N' }] },
  })
  expect(ensured.json().items[0].id).not.toBe(id)
})

describeRowSecurity(() => products)
