import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { service } from '../src/index.ts'
import { type Office, openOffice } from './people-office.ts'

const title = { 'zh-CN': '退款', en: 'Refund' }
const refund = { app: 'returns', name: 'returns.refund.write', title, roles: ['clerk'] }
const read = { app: 'returns', name: 'returns.refund.read', title, roles: ['manager', 'clerk'] }

let identity: ServiceUnderTest
let office: Office
let revision = 0

beforeAll(async () => {
  identity = await startForTest(service)
  office = await openOffice(identity, 'returns')
})
afterAll(() => identity.stop())
beforeEach(() => put([]))

/** As the release service does; the next word unless it says which. */
async function put(items: object[], which = ++revision) {
  const context = { actor: 'service:release' }
  const answer = await identity.call('PUT', '/added-permissions', {
    tenant: '',
    context,
    body: { revision: which, items },
  })
  expect(answer.statusCode).toBe(204)
}

const permissionsOf = async (username: string): Promise<string[]> => {
  const { permissions } = (await office.logIn(username)).json()
  return permissions.filter((name: string) => name.startsWith('returns.'))
}

describe('what an app adds to the permissions', () => {
  it('is held by the owner and by the standard roles it names, in words on the page of roles', async () => {
    await put([read, refund])
    expect(await permissionsOf('owner')).toEqual([read.name, refund.name])
    expect(await permissionsOf('clerk')).toEqual([read.name, refund.name])
    expect(await permissionsOf('hand')).toEqual([])
    const { body } = await office.as('owner').get('/roles')
    expect(body.catalogue.slice(-2)).toEqual([read.name, refund.name])
    expect(body.added).toEqual([read, refund])
    const manager = body.items.find(({ id }: { id: string }) => id === 'manager')
    expect(manager.permissions).toContain(read.name)
    expect(manager.permissions).not.toContain(refund.name)
  })

  it('can be granted by a role of the tenant’s own', async () => {
    await put([refund])
    const body = { name: 'Refunds', permissions: [refund.name] }
    expect((await office.as('owner').post('/roles', body)).status).toBe(201)
    expect(
      (await office.as('owner').post('/roles', { ...body, permissions: ['returns.other.read'] })).body,
    ).toMatchObject({ code: 'PERMISSION_UNKNOWN' })
  })

  it('goes with the app; a role of the tenant’s own keeps it for later, and can be changed meanwhile', async () => {
    await put([refund])
    const { body: role } = await office
      .as('owner')
      .post('/roles', { name: 'Stays', permissions: ['sales.order.read', refund.name] })
    await office.as('owner').patch(`/users/${office.ids.hand}`, { role: role.id })
    expect(await permissionsOf('hand')).toEqual([refund.name])
    await put([])
    expect(await permissionsOf('owner')).toEqual([])
    expect(await permissionsOf('hand')).toEqual([])
    const { status, body: changed } = await office
      .as('owner')
      .put(`/roles/${role.id}`, { name: 'Stays on', permissions: role.permissions }, 1)
    expect([status, changed.permissions]).toEqual([200, role.permissions])
    await put([refund])
    expect(await permissionsOf('hand')).toEqual([refund.name])
  })

  it('is no one’s in the tenant of the platform', async () => {
    await put([refund])
    const users = [{ username: 'op', displayName: 'Op', password: 'sesame opens the door', role: 'operator' }]
    const wanted = {
      slug: 'plat',
      name: 'Platform',
      currency: 'CNY',
      timeZone: 'UTC',
      kind: 'platform',
      users,
    }
    await identity.call('PUT', '/tenants/t_plat', { tenant: null, body: wanted })
    const login = { tenant: 'plat', username: 'op', password: 'sesame opens the door' }
    const { permissions } = (await identity.call('POST', '/login', { tenant: null, body: login })).json()
    expect(permissions).toContain('platform.administer')
    expect(permissions).not.toContain(refund.name)
  })
})

describe('no app gives', () => {
  it.each([
    ['what is below another name', { ...refund, name: 'sales.refund.write' }],
    ['a right of the platform', { ...refund, app: 'platform', name: 'platform.release.write' }],
    ['a new name below the platform’s', { ...refund, app: 'platform', name: 'platform.thing.read' }],
    ['a new name below that of people', { ...refund, app: 'people', name: 'people.thing.read' }],
    [
      'a right that there is to another role',
      { app: 'inventory', name: 'inventory.stock.adjust', title, roles: ['clerk'] },
    ],
  ])('%s', async (_, item) => {
    const before = (await office.logIn('clerk')).json().permissions
    await put([item, read])
    expect((await office.logIn('clerk')).json().permissions).toEqual([...before, read.name])
  })
})

describe('the word of the release service', () => {
  it('is believed of that service alone', async () => {
    for (const actor of ['service:sales', 'user:operator', 'token:t1']) {
      const body = { revision: 1000, items: [refund] }
      const answer = await identity.call('PUT', '/added-permissions', {
        tenant: '',
        context: { actor },
        body,
      })
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'PLATFORM_ONLY'])
    }
    expect(await permissionsOf('clerk')).toEqual([])
  })

  it('changes nothing when it is older than another', async () => {
    await put([refund])
    await put([], revision - 1)
    expect(await permissionsOf('clerk')).toEqual([refund.name])
  })

  it('is a later version of the roles only where it is another one, and the access feed says it', async () => {
    const read = async () =>
      (await identity.call('GET', '/access/feed', { tenant: '', context: { actor: 'system' } })).json()
    const before = await read()
    await put([refund])
    const after = await read()
    expect(after.rolesVersion).toBeGreaterThan(before.rolesVersion)
    expect(after.revision).toBeGreaterThanOrEqual(after.rolesVersion)
    await put([{ ...refund }])
    expect(await read()).toEqual(after)
    const context = { userId: office.ids.clerk ?? '' }
    const body = { address: '203.0.113.7', userAgent: '' }
    const session = await identity.call('POST', '/sessions', { tenant: office.tenant, context, body })
    expect(session.json().rolesVersion).toBe(after.rolesVersion)
  })
})
