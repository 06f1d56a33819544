import { describeRowSecurity, type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerSearch } from '../src/customer.store.ts'
import { service } from '../src/index.ts'

let party: ServiceUnderTest

beforeAll(async () => {
  party = await startForTest(service)
})
afterAll(() => party?.stop())

async function create(body: object, tenant = 't_demo') {
  const response = await party.call('POST', '/customers', { tenant, body })
  expect(response.statusCode, response.body).toBe(201)
  return response.json()
}

describe('creating a customer', () => {
  it('answers the customer with version 1', async () => {
    const customer = await create({ code: 'ACME', name: ' Acme Ltd ', country: 'UK' })
    expect(customer).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      code: 'ACME',
      name: 'Acme Ltd',
      country: 'UK',
      phone: null,
      email: null,
      address: null,
      version: 1,
    })
    const read = await party.call('GET', `/customers/${customer.id}`)
    expect(read.json()).toEqual(customer)
  })

  it('refuses a code that is taken', async () => {
    await create({ code: 'TAKEN', name: 'First' })
    const response = await party.call('POST', '/customers', { body: { code: ' TAKEN ', name: 'Second' } })
    expect(response.statusCode).toBe(409)
    expect(response.json()).toMatchObject({ code: 'CODE_TAKEN' })
  })

  it('gives the next free number to customers without a code, ten at a time too', async () => {
    const tenant = 't_numbers'
    await create({ code: '2', name: 'Taken by hand' }, tenant)
    const made = await Promise.all(
      Array.from({ length: 10 }, (_, i) => create({ name: `Guest ${i}` }, tenant)),
    )
    const codes = made.map(customer => Number(customer.code)).sort((a, b) => a - b)
    expect(codes).toEqual([1, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  })

  it('steps over long runs of numbers that are taken', async () => {
    const tenant = 't_runs'
    for (const from of [0, 1000]) {
      const items = Array.from({ length: 1000 }, (_, i) => ({ code: String(from + i + 1), name: 'Imported' }))
      await party.call('POST', '/customers/ensure', { tenant, body: { items } })
    }
    expect(await create({ name: 'By hand' }, tenant)).toMatchObject({ code: '2001' })
  })

  it('names the fields that are wrong', async () => {
    const response = await party.call('POST', '/customers', { body: { name: '  ' } })
    expect(response.statusCode).toBe(400)
    expect(response.json()).toMatchObject({
      code: 'INVALID_REQUEST',
      errors: [{ path: '/body/name', code: 'PATTERN' }],
    })
  })

  it('answers 400 to text that the database cannot hold', async () => {
    const response = await party.call('POST', '/customers', { body: { name: 'a\u0000b' } })
    expect(response.json()).toMatchObject({ status: 400, code: 'INVALID_REQUEST' })
  })
})

describe('an idempotency key', () => {
  const headers = { 'idempotency-key': 'k1' }

  it('gives the first answer again for the same body, whatever the order of its fields', async () => {
    const first = await party.call('POST', '/customers', { headers, body: { code: 'ONCE', name: 'Once' } })
    const second = await party.call('POST', '/customers', { headers, body: { name: 'Once', code: 'ONCE' } })
    expect(second.statusCode).toBe(201)
    expect(second.json()).toEqual(first.json())
  })

  it('refuses another body', async () => {
    const response = await party.call('POST', '/customers', {
      headers,
      body: { code: 'OTHER', name: 'Other' },
    })
    expect(response.statusCode).toBe(422)
    expect(response.json()).toMatchObject({ code: 'IDEMPOTENCY_MISMATCH' })
  })

  it('of one tenant means nothing to another', async () => {
    const response = await party.call('POST', '/customers', {
      tenant: 't_b',
      headers,
      body: { name: 'Mine' },
    })
    expect(response.statusCode).toBe(201)
  })

  it('makes one customer of five calls at the same time', async () => {
    const call = { headers: { 'idempotency-key': 'k5' }, body: { code: 'FIVE', name: 'Five' } }
    const answers = await Promise.all(Array.from({ length: 5 }, () => party.call('POST', '/customers', call)))
    expect(new Set(answers.map(answer => answer.body)).size).toBe(1)
  })

  it('is free again when the write failed', async () => {
    const again = { 'idempotency-key': 'k-fail' }
    const refused = await party.call('POST', '/customers', {
      headers: again,
      body: { code: 'ONCE', name: 'Dup' },
    })
    expect(refused.statusCode).toBe(409)
    const other = await party.call('POST', '/customers', {
      headers: again,
      body: { code: 'FREE', name: 'Free' },
    })
    expect(other.statusCode).toBe(201)
  })
})

describe('listing customers', () => {
  const tenant = 't_list'
  const names = ['banana', 'Apple', 'cherry', '100% fruit', 'apple', 'snake_case', 'date', 'elderberry']

  beforeAll(async () => {
    for (const [i, name] of names.entries()) await create({ code: `L${i}`, name }, tenant)
  })

  async function walk(query: string) {
    const seen: string[] = []
    let after = ''
    for (let page = 0; page < 20; page++) {
      const response = await party.call('GET', `/customers?${query}${after}`, { tenant })
      const { items, pageInfo, totalCount } = response.json()
      seen.push(...items.map((item: { name: string }) => item.name))
      expect(totalCount).toBe(names.length)
      if (!pageInfo.hasNextPage) return seen
      expect(pageInfo.endCursor).toBe(items.at(-1).cursor)
      after = `&after=${pageInfo.endCursor}`
    }
    throw new Error('The list has no end.')
  }

  it('walks to the end by name, each customer once', async () => {
    const seen = await walk('first=3')
    expect(seen.map(name => name.toLowerCase())).toEqual(names.map(name => name.toLowerCase()).sort())
    expect(new Set(seen)).toEqual(new Set(names))
  })

  it('ends a list whose last page is full', async () => {
    const response = await party.call('GET', `/customers?first=${names.length}`, { tenant })
    expect(response.json().pageInfo.hasNextPage).toBe(false)
  })

  it.each([
    ['APPLE', ['Apple', 'apple']],
    ['100%', ['100% fruit']],
    ['e_c', ['snake_case']],
    ['l7', ['elderberry']],
    ['\\', []],
  ])('finds %s in name and code, wildcards meaning themselves', async (search, expected) => {
    const found = async () => {
      const response = await party.call('GET', `/customers?search=${encodeURIComponent(search)}`, { tenant })
      const { items, totalCount } = response.json()
      expect(items.map((item: { name: string }) => item.name).sort()).toEqual(expected)
      expect(totalCount).toBe(expected.length)
    }
    await found()
    await party.database.tenant(tenant, tx => customerSearch.cut(tx, tenant, { atLeast: 1 }))
    await found()
  })

  it.each([
    ['first=0', 'INVALID_REQUEST'],
    ['first=201', 'INVALID_REQUEST'],
    ['first=x', 'INVALID_REQUEST'],
    ['after=nonsense', 'INVALID_CURSOR'],
    [`after=${Buffer.from('["a"]').toString('base64url')}`, 'INVALID_CURSOR'],
  ])('refuses %s with %s', async (query, code) => {
    const response = await party.call('GET', `/customers?${query}`, { tenant })
    expect(response.json()).toMatchObject({ status: 400, code })
  })
})

describe('changing a customer', () => {
  it('raises the version, keeps what is not named and empties what is null', async () => {
    const { id } = await create({ code: 'CHG', name: 'Before', phone: '1', email: 'a@b' })
    const body = { name: 'After', phone: null }
    const response = await party.call('PATCH', `/customers/${id}`, { headers: { 'if-match': '"1"' }, body })
    expect(response.json()).toMatchObject({
      name: 'After',
      phone: null,
      email: 'a@b',
      code: 'CHG',
      version: 2,
    })
  })

  it.each([
    [undefined, 428, 'VERSION_REQUIRED'],
    ['"7"', 412, 'VERSION_CONFLICT'],
    ['*', 400, 'INVALID_REQUEST'],
  ])('with If-Match %s answers %i %s', async (version, status, code) => {
    const { id } = await create({ name: 'Versioned' })
    const headers: Record<string, string> = version ? { 'if-match': version } : {}
    const response = await party.call('PATCH', `/customers/${id}`, { headers, body: { name: 'X' } })
    expect(response.json()).toMatchObject({ status, code })
  })

  it('lets one of two changes of the same version through', async () => {
    const { id } = await create({ name: 'Contended' })
    const change = (name: string) =>
      party.call('PATCH', `/customers/${id}`, { headers: { 'if-match': '"1"' }, body: { name } })
    const answers = await Promise.all([change('A'), change('B')])
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([200, 412])
  })

  it('refuses the code of another customer', async () => {
    await create({ code: 'HELD', name: 'Holder' })
    const { id } = await create({ name: 'Wants it' })
    const call = { headers: { 'if-match': '"1"' }, body: { code: 'HELD' } }
    expect((await party.call('PATCH', `/customers/${id}`, call)).json()).toMatchObject({ code: 'CODE_TAKEN' })
  })
})

describe('ensuring customers', () => {
  const items = Array.from({ length: 1000 }, (_, i) => ({ code: `E${i}`, name: `Ensured ${i}` }))
  const ensure = (tenant: string, given: object[]) =>
    party.call('POST', '/customers/ensure', { tenant, body: { items: given } })

  it('makes each of 1000 once, whichever of four concurrent callers comes first', async () => {
    const answers = await Promise.all(
      [items, items.toReversed(), items, items].map(given => ensure('t_ensure', given)),
    )
    const rows = answers.flatMap(
      answer => answer.json().items as { code: string; id: string; isCreated: boolean }[],
    )
    expect(rows).toHaveLength(4000)
    expect(rows.filter(row => row.isCreated)).toHaveLength(1000)
    expect(new Set(rows.map(row => `${row.code} ${row.id}`)).size).toBe(1000)
  })

  it('leaves existing ones untouched and answers a repeated code once', async () => {
    const before = await create({ code: 'KEEP', name: 'Kept' }, 't_ensure')
    const response = await ensure('t_ensure', [
      { code: ' KEEP', name: 'Changed' },
      { code: 'KEEP', name: 'Changed' },
    ])
    expect(response.json().items).toEqual([{ code: 'KEEP', id: before.id, isCreated: false }])
    const read = await party.call('GET', `/customers/${before.id}`, { tenant: 't_ensure' })
    expect(read.json()).toEqual(before)
  })

  it('refuses more than 1000', async () => {
    const response = await ensure('t_ensure', [...items, { code: 'X', name: 'X' }])
    expect(response.json()).toMatchObject({ status: 400, code: 'INVALID_REQUEST' })
  })
})

describe('another tenant', () => {
  it('meets absence on every route', async () => {
    const { id } = await create({ code: 'SECRET', name: 'Secret customer' })
    const tenant = 't_other'
    expect((await party.call('GET', `/customers/${id}`, { tenant })).statusCode).toBe(404)
    expect((await party.call('POST', '/customers/batch', { tenant, body: { ids: [id] } })).json()).toEqual({
      items: [],
    })
    expect((await party.call('GET', '/customers?search=secret', { tenant })).json()).toMatchObject({
      items: [],
      totalCount: 0,
    })
    const patch = { tenant, headers: { 'if-match': '"1"' }, body: { name: 'Stolen' } }
    expect((await party.call('PATCH', `/customers/${id}`, patch)).statusCode).toBe(404)
    const ensured = await party.call('POST', '/customers/ensure', {
      tenant,
      body: { items: [{ code: 'SECRET', name: 'N' }] },
    })
    expect(ensured.json().items[0]).toMatchObject({ isCreated: true })
    expect(ensured.json().items[0].id).not.toBe(id)
  })

  it('is required', async () => {
    const response = await party.call('GET', '/customers', { tenant: null })
    expect(response.json()).toMatchObject({ status: 400, code: 'TENANT_REQUIRED' })
  })
})

it('reads many by id and leaves out unknown ones', async () => {
  const [a, b] = [await create({ name: 'A' }), await create({ name: 'B' })]
  const response = await party.call('POST', '/customers/batch', { body: { ids: [b.id, 'unknown', a.id] } })
  expect(new Set(response.json().items.map((item: { id: string }) => item.id))).toEqual(new Set([a.id, b.id]))
})

describeRowSecurity(() => party)
