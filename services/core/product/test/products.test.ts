import { describeRowSecurity, type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../src/index.ts'
import { productSearch } from '../src/product.list.ts'

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
  it('makes goods counted in pieces unless the caller says otherwise', async () => {
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

  it('keeps a barcode, which no other product may have', async () => {
    const kept = await create({ code: 'SCAN', name: 'Scanned', barcode: ' 4006381333931 ' })
    expect(kept.barcode).toBe('4006381333931')
    const again = await products.call('POST', '/products', {
      body: { code: 'SCAN2', name: 'Again', barcode: '4006381333931' },
    })
    expect(again.json()).toMatchObject({
      status: 409,
      code: 'BARCODE_TAKEN',
      takenBarcode: '4006381333931',
      holderCode: 'SCAN',
    })
    const elsewhere = await create({ code: 'SCAN', name: 'S', barcode: '4006381333931' }, 't_elsewhere')
    expect(elsewhere.barcode).toBe('4006381333931')
    expect(await create({ code: 'BARE', name: 'B', barcode: ' ' })).toMatchObject({ barcode: null })
    expect(await create({ code: 'BARE2', name: 'B', barcode: null })).toMatchObject({ barcode: null })
  })

  it('is found by code and by barcode among others', async () => {
    const { id } = await create({ code: 'LABEL', name: 'L', barcode: '871125' }, 't_labels')
    const ask = (labels: string[]) =>
      products.call('POST', '/products/by-labels', { tenant: 't_labels', body: { labels } })
    expect((await ask(['LABEL', 'x'])).json().items).toMatchObject([{ id }])
    expect((await ask(['871125'])).json().items).toMatchObject([{ id }])
    expect((await ask(['label'])).json().items).toEqual([])
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
      const [barcode, isActive, kind] = [`999${i}`, i !== 6, i === 5 ? 'SERVICE' : 'GOODS']
      const category = i % 2 ? 'Odd' : 'Even'
      await create({ code: `P${i}`, name: `Thing ${9 - i}`, category, barcode, isActive, kind }, tenant)
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

  it('walks to the end by name, both ways', async () => {
    for (const sort of ['NAME_ASC', 'NAME_DESC']) {
      const seen: string[] = []
      for (let after = ''; ; ) {
        const path = `/products?first=3&sort=${sort}${after}`
        const { items, pageInfo } = (await products.call('GET', path, { tenant })).json()
        seen.push(...codes(items))
        if (!pageInfo.hasNextPage) break
        after = `&after=${pageInfo.endCursor}`
      }
      const byName = ['P6', 'P5', 'P4', 'P3', 'P2', 'P1', 'P0']
      expect(seen).toEqual(sort === 'NAME_ASC' ? byName : byName.toReversed())
    }
  })

  it('knows the categories in use', async () => {
    expect((await products.call('GET', '/categories', { tenant })).json().items).toEqual(['Even', 'Odd'])
  })

  it('goes on from any item by its cursor', async () => {
    const { items } = (await products.call('GET', '/products', { tenant })).json()
    const rest = (await products.call('GET', `/products?after=${items[4].cursor}`, { tenant })).json()
    expect(codes(rest.items)).toEqual(['P5', 'P6'])
    expect(rest.totalCount).toBe(7)
  })

  it.each([
    ['category=Odd', ['P1', 'P3', 'P5']],
    ['category=Odd&search=thing%206', ['P3']],
    ['search=9994', ['P4']],
    ['kind=SERVICE', ['P5']],
    ['isActive=false', ['P6']],
    ['sort=NAME_ASC&category=Odd', ['P5', 'P3', 'P1']],
    ['sort=CODE_DESC&category=Odd', ['P5', 'P3', 'P1']],
    ['search=p6', ['P6']],
    ['category=None', []],
  ])('with %s', async (query, expected) => {
    const found = async () => {
      const { items, totalCount } = (await products.call('GET', `/products?${query}`, { tenant })).json()
      expect(codes(items)).toEqual(expected)
      expect(totalCount).toBe(expected.length)
    }
    await found()
    await products.database.tenant(tenant, tx => productSearch.cut(tx, tenant, { atLeast: 1 }))
    await found()
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

describe('changing what must be unique', () => {
  it('names the field, whether others came long before or at the same moment', async () => {
    const held = await create({ code: 'HELD', name: 'H', barcode: '111' })
    const free = await create({ code: 'FREE', name: 'F' })
    const change = (id: string, body: object, version = 1) =>
      products.call('PATCH', `/products/${id}`, { headers: { 'if-match': `"${version}"` }, body })
    expect((await change(free.id, { code: 'HELD' })).json()).toMatchObject({ code: 'CODE_TAKEN' })
    expect((await change(free.id, { barcode: '111' })).json()).toMatchObject({
      code: 'BARCODE_TAKEN',
      holderCode: 'HELD',
    })
    expect((await change(held.id, { name: 'Still held' })).json()).toMatchObject({ barcode: '111' })
    const racers = await Promise.all(['R1', 'R2', 'R3'].map(code => create({ code, name: code })))
    const answers = await Promise.all(racers.map(racer => change(racer.id, { barcode: '222' })))
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([200, 409, 409])
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
