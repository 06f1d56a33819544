import { describeRowSecurity, type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../src/index.ts'

let identity: ServiceUnderTest

const demo = {
  slug: 'demo',
  name: 'Demo Ltd',
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  plan: 'standard',
  region: 'cn-east',
  createdAt: '2025-03-01T08:00:00Z',
  users: [
    { username: 'owner', displayName: 'Olivia Owner', password: 'portico', role: 'owner' },
    { username: 'clerk', displayName: 'Carl Clerk', password: 'secret', role: 'clerk' },
  ],
}
const other = { ...demo, slug: 'other', name: 'Other Ltd' }

beforeAll(async () => {
  identity = await startForTest(service)
  await put('t_demo', demo)
  await put('t_other', other)
})
afterAll(() => identity?.stop())

function put(id: string, body: object) {
  return identity.call('PUT', `/tenants/${id}`, { tenant: null, body })
}

function login(username: string, password: string, tenant = 'demo') {
  return identity.call('POST', '/login', { tenant: null, body: { tenant, username, password } })
}

describe('logging in', () => {
  it('answers user, tenant, roles and permissions', async () => {
    const response = await login('owner', 'portico')
    expect(response.statusCode, response.body).toBe(200)
    expect(response.json()).toEqual({
      user: { id: expect.any(String), username: 'owner', displayName: 'Olivia Owner' },
      tenant: {
        id: 't_demo',
        slug: 'demo',
        name: 'Demo Ltd',
        currency: 'CNY',
        timeZone: 'Asia/Shanghai',
        plan: 'standard',
        region: 'cn-east',
        createdAt: '2025-03-01T08:00:00.000Z',
      },
      roles: ['owner'],
      permissions: expect.arrayContaining(['workbench.read', 'sales.order.import', 'party.customer.write']),
      browser: expect.stringMatching(/^[\w-]{43}$/),
    })
  })

  it('takes slug and user name in any case, in full-width letters, with spaces around', async () => {
    expect((await login(' Owner ', 'portico', ' DEMO ')).statusCode).toBe(200)
    expect((await login('ＯＷＮＥＲ', 'portico', 'ｄｅｍｏ')).statusCode).toBe(200)
  })

  it('gives a clerk neither the workbench nor stock nor imports', async () => {
    const { permissions } = (await login('clerk', 'secret')).json()
    expect(permissions).toEqual([
      'sales.order.read',
      'sales.order.write',
      'catalog.product.read',
      'party.customer.read',
    ])
  })

  it('gives an operator the platform and no merchant’s business, an owner the previews of the own tenant', async () => {
    const operator = { username: 'operator', displayName: 'Op', password: 'portico', role: 'operator' }
    await put('t_platform', { ...demo, slug: 'platform', kind: 'platform', users: [operator] })
    expect((await login('operator', 'portico', 'platform')).json()).toMatchObject({
      roles: ['operator'],
      permissions: expect.arrayContaining(['platform.release.read', 'platform.release.write']),
    })
    expect((await login('operator', 'portico', 'platform')).json().permissions).not.toContain(
      'sales.order.read',
    )
    const { permissions } = (await login('owner', 'portico')).json()
    expect(permissions).toContain('tenant.preview.manage')
    expect(permissions).not.toContain('platform.release.read')
  })

  it('gives nothing of the platform to an operator of a merchant’s tenant', async () => {
    const operator = { username: 'sly', displayName: 'Sly', password: 'portico', role: 'operator' }
    await put('t_sly', { ...demo, slug: 'sly', users: [operator] })
    const { roles, permissions } = (await login('sly', 'portico', 'sly')).json()
    expect(roles).toEqual(['operator'])
    expect(permissions.filter((name: string) => name.startsWith('platform.'))).toEqual([])
  })

  it.each([
    ['a wrong password', 'owner', 'wrong', 'demo'],
    ['an unknown user', 'stranger', 'portico', 'demo'],
    ['an unknown tenant', 'owner', 'portico', 'nowhere'],
    ['no password', 'owner', '', 'demo'],
  ])('answers LOGIN_FAILED, and the same words, to %s', async (_, username, password, tenant) => {
    const response = await login(username, password, tenant)
    expect(response.json()).toEqual({
      type: 'urn:portico:problem:login-failed',
      title: 'Tenant, user name or password is wrong',
      status: 401,
      detail: 'Check tenant, user name and password.',
      code: 'LOGIN_FAILED',
    })
  })
})

describe('provisioning a tenant', () => {
  it('changes nothing the second time', async () => {
    const before = await hashes()
    const { users, ...tenant } = demo
    expect((await put('t_demo', demo)).json()).toEqual({
      ...tenant,
      id: 't_demo',
      createdAt: '2025-03-01T08:00:00.000Z',
    })
    expect(await hashes()).toEqual(before)
  })

  it('keeps plan, region and age when they are left out, and leaves out what it does not know', async () => {
    const { plan, region, createdAt, ...plain } = { ...demo, slug: 'plain' }
    const first = (await put('t_plain', plain)).json()
    expect(first).not.toHaveProperty('plan')
    expect(Date.parse(first.createdAt)).toBeGreaterThan(Date.now() - 60_000)
    await put('t_plain', { ...plain, plan: 'trial', region: 'eu' })
    expect((await put('t_plain', plain)).json()).toEqual({ ...first, plan: 'trial', region: 'eu' })
    expect((await put('t_plain', { ...plain, createdAt })).json()).toMatchObject({
      createdAt: '2025-03-01T08:00:00.000Z',
    })
  })

  it('refuses an age that is no instant', async () => {
    for (const createdAt of ['yesterday', '2025-03-01', '2025-13-01T00:00:00Z'])
      expect((await put('t_odd', { ...demo, slug: 'odd', createdAt })).statusCode, createdAt).toBe(400)
  })

  it('keeps passwords as salted hashes: equal ones look different', async () => {
    const twins = ['a', 'b'].map(username => ({
      username,
      displayName: 'Twin',
      password: 'same',
      role: 'clerk',
    }))
    await put('t_twins', { ...demo, slug: 'twins', users: twins })
    const [first, second] = await hashes('t_twins')
    expect(first).toMatch(/^scrypt\$\d+\$\d+\$\d+\$[\w-]{22}\$[\w-]{43}$/)
    expect(first).not.toBe(second)
  })

  it('brings a password to what is wanted and keeps the user', async () => {
    await put('t_new', { ...demo, slug: 'new' })
    const before = (await login('owner', 'portico', 'new')).json()
    const users = [{ ...demo.users[0], password: 'changed' }]
    await put('t_new', { ...demo, slug: 'new', users })
    expect((await login('owner', 'portico', 'new')).statusCode).toBe(401)
    expect((await login('owner', 'changed', 'new')).json().user).toEqual(before.user)
  })

  it('refuses the slug of another tenant, a time zone that does not exist, a role that does not exist', async () => {
    expect((await put('t_x', { ...demo, slug: 'other' })).json()).toMatchObject({
      status: 409,
      code: 'SLUG_TAKEN',
    })
    const moon = { ...demo, slug: 'x', timeZone: 'Moon/Base' }
    expect((await put('t_x', moon)).json()).toMatchObject({
      status: 400,
      errors: [{ path: '/body/timeZone' }],
    })
    const king = { ...demo, slug: 'x', users: [{ ...demo.users[0], role: 'king' }] }
    expect((await put('t_x', king)).json()).toMatchObject({ status: 400, code: 'INVALID_REQUEST' })
  })

  async function hashes(tenant = 't_demo') {
    const rows = await identity.database.tenant(tenant, tx =>
      tx.list<{ hash: string }>('select password_hash as hash from user_account order by username'),
    )
    return rows.map(({ hash }) => hash)
  }
})

describe('another tenant', () => {
  it('meets absence on every route', async () => {
    const { user } = (await login('owner', 'portico')).json()
    const tenant = 't_other'
    expect((await identity.call('GET', '/tenants/t_demo', { tenant })).statusCode).toBe(404)
    const batch = { tenant, body: { ids: ['t_demo', 't_other'] } }
    expect((await identity.call('POST', '/tenants/batch', batch)).json().items).toMatchObject([
      { id: 't_other' },
    ])
    expect(
      (await identity.call('POST', '/users/batch', { tenant, body: { ids: [user.id] } })).json(),
    ).toEqual({ items: [] })
    expect((await identity.call('PUT', '/tenants/t_demo', { tenant, body: demo })).statusCode).toBe(404)
  })

  it('cannot be changed by a user who is only logging in', async () => {
    const changed = await identity.database.transaction({ 'portico.login_slug': 'demo' }, tx =>
      tx.run(`update tenant set name = 'Stolen'`),
    )
    expect(changed).toBe(0)
  })
})

it('reads users by id without their hashes', async () => {
  const { user } = (await login('owner', 'portico')).json()
  const response = await identity.call('POST', '/users/batch', { body: { ids: [user.id, 'unknown'] } })
  expect(response.json()).toEqual({ items: [user] })
})

describeRowSecurity(() => identity, { tenantColumn: { tenant: 'id' } })
