import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { service } from '../src/index.ts'
import { MAX_OPEN } from '../src/sessions/session.store.ts'
import { type Office, openOffice, PASSWORD } from './people-office.ts'

let identity: ServiceUnderTest
let office: Office
let count = 0

beforeAll(async () => {
  identity = await startForTest(service)
})
afterAll(() => identity?.stop())
beforeEach(async () => {
  office = await openOffice(identity, `shop${count++}`)
})

const NEW_PASSWORD = 'a quite different door stands open'
const anna = { username: 'anna', displayName: 'Anna', role: 'clerk' }

function invite(by = 'owner', user: object = anna) {
  return office.as(by).post('/users', user)
}

function useLink(token: string, password = NEW_PASSWORD) {
  return identity.call('POST', '/links/use', { tenant: null, body: { token, password } })
}

async function audited() {
  const { body } = await office.as('owner').get('/audit')
  return body.items
}

/** A role of the tenant's own, and the id of it. */
async function ownRole(name: string, permissions: string[]): Promise<string> {
  return (await office.as('owner').post('/roles', { name, permissions })).body.id
}

/** Makes the clerk one who administers people, with no more than a clerk's own permissions beside it. */
async function makeDeputy() {
  const role = await ownRole('Deputy', [
    'sales.order.read',
    'sales.order.write',
    'catalog.product.read',
    'party.customer.read',
    'people.user.read',
    'people.user.write',
    'people.role.write',
  ])
  expect((await office.as('owner').patch(`/users/${office.ids.clerk}`, { role })).status).toBe(200)
  return role
}

describe('an invitation', () => {
  it('shows its link once, and lets its user in by the password chosen there', async () => {
    const { status, body } = await invite()
    expect([status, body.user]).toMatchObject([201, { username: 'anna', status: 'INVITED', role: 'clerk' }])
    const { body: seen } = await office.as('owner').get(`/users/${body.user.id}`)
    expect(seen.link).toEqual({ purpose: 'INVITATION', expiresAt: body.link.expiresAt })
    expect((await office.logIn('anna', NEW_PASSWORD)).statusCode).toBe(401)
    expect((await useLink(body.link.token)).json()).toMatchObject({
      tenant: { slug: office.slug },
      user: { username: 'anna' },
    })
    expect((await office.logIn('anna', NEW_PASSWORD)).statusCode).toBe(200)
  })

  it('keeps no token, only a hash', async () => {
    const { body } = await invite()
    const rows = await identity.database.tenant(office.tenant, tx => tx.list('select * from password_link'))
    expect(JSON.stringify(rows)).not.toContain(body.link.token)
  })

  it('is used once, also by two at the same moment', async () => {
    const { body } = await invite()
    const answers = await Promise.all([1, 2].map(() => useLink(body.link.token)))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404])
    expect((await useLink(body.link.token)).json()).toMatchObject({ code: 'LINK_INVALID' })
  })

  it.each([
    ['expired', (id: string) => set(id, `expires_at = now() - interval '1 second'`)],
    ['used', (id: string) => set(id, 'used_at = now()')],
    ['revoked', async (id: string) => void (await office.as('owner').delete(`/users/${id}/link`))],
    ['replaced', async (id: string) => void (await office.as('owner').post(`/users/${id}/link`))],
    ['of a removed user', async (id: string) => void (await office.as('owner').delete(`/users/${id}`))],
  ])('that is %s is answered as one that never existed', async (_, spoil) => {
    const { body } = await invite()
    await spoil(body.user.id)
    const look = (token: string) => identity.call('POST', '/links/look', { tenant: null, body: { token } })
    const [spoilt, unknown] = [await look(body.link.token), await look('x'.repeat(43))]
    expect([spoilt.statusCode, spoilt.json()]).toEqual([404, unknown.json()])
    expect((await useLink(body.link.token)).json()).toEqual(unknown.json())
  })

  async function set(userId: string, what: string) {
    await identity.database.tenant(office.tenant, tx =>
      tx.run(`update password_link set ${what} where user_id = $1`, [userId]),
    )
  }

  it('refuses the name of another user in any case, and gives that of a removed one again', async () => {
    expect((await invite('owner', { ...anna, username: ' CLERK ' })).body).toMatchObject({
      code: 'USERNAME_TAKEN',
    })
    await office.as('owner').delete(`/users/${office.ids.clerk}`)
    expect((await invite('owner', { ...anna, username: 'clerk' })).status).toBe(201)
  })

  it('refuses a role that does not exist, is of another tenant, or of another kind of tenant', async () => {
    const theirs = await ownRole('Theirs', ['sales.order.read'])
    office = await openOffice(identity, `shop${count++}`)
    for (const role of ['king', theirs, 'operator']) {
      expect((await invite('owner', { ...anna, role })).body).toMatchObject({ code: 'ROLE_UNKNOWN' })
    }
  })
})

describe('who may', () => {
  it('a clerk reads and changes no user', async () => {
    const clerk = office.as('clerk')
    const answers = await Promise.all([
      clerk.get('/users'),
      clerk.get('/roles'),
      clerk.get('/audit'),
      clerk.get(`/users/${office.ids.owner}/sessions`),
      clerk.post('/users', anna),
      clerk.patch(`/users/${office.ids.clerk}`, { role: 'owner' }),
      clerk.post(`/users/${office.ids.owner}/link`),
      clerk.post('/roles', { name: 'All', permissions: [] }),
    ])
    expect(answers.map(({ body }) => body.code)).toEqual(new Array(8).fill('FORBIDDEN'))
  })

  it('is asked of the database, not of a session: who lost the role is refused at once', async () => {
    await office.as('owner').patch(`/users/${office.ids.second}`, { role: 'clerk' })
    expect((await invite('second')).body).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'people.user.write',
    })
  })

  it('a call without a user, or in the name of another tenant’s user, is refused', async () => {
    const other = await openOffice(identity, `shop${count++}`)
    expect((await office.as(other.ids.owner ?? '').get('/users')).body).toMatchObject({ code: 'FORBIDDEN' })
    expect((await identity.call('GET', '/users', { tenant: office.tenant })).statusCode).toBe(403)
    expect((await office.as('owner').patch(`/users/${other.ids.clerk}`, { role: 'owner' })).status).toBe(404)
  })

  it('a deputy grants no more than the deputy has', async () => {
    await makeDeputy()
    const deputy = office.as('clerk')
    const answers = [
      await deputy.post('/users', { ...anna, role: 'owner' }),
      await deputy.patch(`/users/${office.ids.hand}`, { role: 'clerk' }),
      await deputy.post('/roles', { name: 'More', permissions: ['workbench.read'] }),
    ]
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      new Array(3).fill([403, 'BEYOND_OWN_PERMISSIONS']),
    )
    expect((await invite('clerk')).status).toBe(201)
  })

  it('a deputy lays no hand on a user who has more', async () => {
    await makeDeputy()
    const { owner } = office.ids
    const deputy = office.as('clerk')
    const answers = [
      await deputy.post(`/users/${owner}/link`),
      await deputy.post(`/users/${owner}/lock`),
      await deputy.patch(`/users/${owner}`, { username: 'renamed' }),
      await deputy.delete(`/users/${owner}`),
      await deputy.delete(`/users/${owner}/sessions`),
    ]
    expect(answers.map(({ body }) => body.code)).toEqual(new Array(5).fill('BEYOND_OWN_PERMISSIONS'))
  })

  it('a deputy does not widen the own role, nor take over one that has more', async () => {
    const own = await makeDeputy()
    const wide = await ownRole('Wide', ['workbench.read'])
    const deputy = office.as('clerk')
    const grow = await deputy.put(`/roles/${own}`, { name: 'Deputy', permissions: ['workbench.read'] }, 1)
    const take = await deputy.put(`/roles/${wide}`, { name: 'Wide', permissions: [] }, 1)
    expect([grow.body.code, take.body.code]).toEqual(new Array(2).fill('BEYOND_OWN_PERMISSIONS'))
  })

  it('an owner of a merchant cannot grant what is the platform’s', async () => {
    const role = { name: 'Operator', permissions: ['platform.release.write'] }
    expect((await office.as('owner').post('/roles', role)).body).toMatchObject({ code: 'PERMISSION_UNKNOWN' })
  })
})

describe('the last owner', () => {
  it('cannot be locked, demoted or removed by any user, and no user does it to themselves', async () => {
    const { body } = await office.as('owner').get('/roles')
    const role = await ownRole('Everything', body.catalogue)
    const { owner, second, clerk } = office.ids
    await office.as('owner').patch(`/users/${clerk}`, { role })
    await office.as('owner').post(`/users/${second}/lock`)
    const all = office.as('clerk')
    const answers = [
      await all.post(`/users/${owner}/lock`),
      await all.patch(`/users/${owner}`, { role: 'clerk' }),
      await all.delete(`/users/${owner}`),
    ]
    expect(answers.map(({ body }) => body.code)).toEqual(new Array(3).fill('LAST_OWNER'))
    const own = office.as('owner')
    expect((await own.post(`/users/${owner}/lock`)).body.code).toBe('OWN_ACCOUNT')
    expect((await own.patch(`/users/${owner}`, { role: 'clerk' })).body.code).toBe('OWN_ACCOUNT')
  })

  it('stays when two owners demote each other at the same moment', async () => {
    const { owner, second } = office.ids
    const answers = await Promise.all([
      office.as('owner').patch(`/users/${second}`, { role: 'clerk' }),
      office.as('second').patch(`/users/${owner}`, { role: 'clerk' }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403])
  })
})

describe('a lock', () => {
  it('keeps out with the right password only said so, revokes the link, and is lifted', async () => {
    const { clerk } = office.ids
    const { body: link } = await office.as('owner').post(`/users/${clerk}/link`)
    expect((await office.as('owner').post(`/users/${clerk}/lock`)).body.status).toBe('LOCKED')
    expect((await office.logIn('clerk')).json()).toMatchObject({ code: 'USER_LOCKED' })
    expect((await office.logIn('clerk', 'wrong')).json()).toMatchObject({ code: 'LOGIN_FAILED' })
    expect((await useLink(link.token)).statusCode).toBe(404)
    expect((await office.as('owner').post(`/users/${clerk}/link`)).body.code).toBe('USER_LOCKED')
    await office.as('owner').post(`/users/${clerk}/unlock`)
    expect((await office.logIn('clerk')).statusCode).toBe(200)
  })
})

describe('roles', () => {
  it('are changed by version and removed when none has them', async () => {
    const id = await ownRole('Buyer', ['catalog.product.read', 'sales.order.read'])
    const owner = office.as('owner')
    const wanted = { name: 'Buyer', permissions: ['sales.order.read'] }
    expect((await owner.put(`/roles/${id}`, wanted, 7)).body.code).toBe('VERSION_CONFLICT')
    expect((await owner.put(`/roles/${id}`, wanted, 1)).body).toMatchObject({
      version: 2,
      permissions: ['sales.order.read'],
    })
    await owner.patch(`/users/${office.ids.clerk}`, { role: id })
    expect((await owner.delete(`/roles/${id}`)).body).toMatchObject({ code: 'ROLE_IN_USE', users: 1 })
    await owner.patch(`/users/${office.ids.clerk}`, { role: 'clerk' })
    expect((await owner.delete(`/roles/${id}`)).status).toBe(204)
  })

  it('built in stay as they are, and two of a name are refused', async () => {
    const wanted = { name: 'x', permissions: [] }
    expect((await office.as('owner').put('/roles/owner', wanted, 0)).status).toBe(404)
    await ownRole('Buyer', [])
    expect((await office.as('owner').post('/roles', { name: ' BUYER', permissions: [] })).body.code).toBe(
      'ROLE_NAME_TAKEN',
    )
  })
})

describe('the audit', () => {
  it('lists each act with its actor, its object, old and new values and the address, newest first', async () => {
    const { body } = await invite()
    await office.as('owner').patch(`/users/${body.user.id}`, { role: 'warehouse', displayName: 'Ann' })
    await useLink(body.link.token)
    const entries = await audited()
    expect(entries.map(({ action }: { action: string }) => action)).toEqual([
      'user.join',
      'user.role',
      'user.rename',
      'user.invite',
    ])
    expect(entries[1]).toMatchObject({
      actorId: office.ids.owner,
      actorName: 'The owner',
      subjectName: 'Ann (anna)',
      change: { role: { old: 'clerk', new: 'warehouse' } },
      address: '203.0.113.7',
    })
  })

  it('is found by user, action and time, page by page', async () => {
    for (const username of ['a', 'b', 'c']) await invite('owner', { ...anna, username })
    await office.as('owner').post(`/users/${office.ids.clerk}/lock`)
    const read = async (query: string) => (await office.as('owner').get(`/audit?${query}`)).body
    expect(await read(`userId=${office.ids.clerk}`)).toMatchObject({
      totalCount: 1,
      items: [{ action: 'user.lock' }],
    })
    const first = await read('action=user.invite&first=2')
    expect([first.totalCount, first.items.length, first.pageInfo.hasNextPage]).toEqual([3, 2, true])
    const rest = await read(`action=user.invite&first=2&after=${first.pageInfo.endCursor}`)
    expect(rest.items.map(({ subjectName }: { subjectName: string }) => subjectName)).toEqual(['Anna (a)'])
    expect((await read('from=2999-01-01T00:00:00Z')).totalCount).toBe(0)
  })

  it('has no entry of what was refused', async () => {
    await invite('clerk')
    expect(await audited()).toEqual([])
  })
})

describe('the own password', () => {
  it('is changed with the old one; all other sessions end, and the one that asked goes on', async () => {
    const [own, other] = [await openSession('clerk'), await openSession('clerk')]
    const clerk = office.as('clerk', own)
    const changed = await clerk.post('/me/password', { current: PASSWORD, next: NEW_PASSWORD })
    expect([changed.status, changed.body]).toEqual([200, { ended: 1 }])
    expect((await office.logIn('clerk', NEW_PASSWORD)).statusCode).toBe(200)
    expect((await office.logIn('clerk')).statusCode).toBe(401)
    expect((await clerk.get(`/sessions/${own}/access`)).body).toMatchObject({ sessionsVersion: 2 })
    expect((await clerk.get(`/sessions/${other}/access`)).status).toBe(404)
  })

  it('is not guessed with a stolen session: the fifth wrong one ends it, also when all come at once', async () => {
    const own = await openSession('clerk')
    const guess = () => office.as('clerk', own).post('/me/password', { current: 'guess', next: NEW_PASSWORD })
    const answers = await Promise.all(Array.from({ length: 8 }, guess))
    expect(answers.map(({ body }) => body.code)).toEqual(new Array(8).fill('CURRENT_PASSWORD_WRONG'))
    expect(answers.map(({ body }) => body.triesLeft).sort()).toEqual([0, 0, 0, 0, 1, 2, 3, 4])
    const right = await office
      .as('clerk', own)
      .post('/me/password', { current: PASSWORD, next: NEW_PASSWORD })
    expect(right.body.code).toBe('CURRENT_PASSWORD_WRONG')
    expect((await office.as('clerk').get(`/sessions/${own}/access`)).status).toBe(404)
  })
})

describe('sessions', () => {
  it('of one user are bounded: the one least lately seen ends for a new one, and gateways are sent its end', async () => {
    const agent = { address: '203.0.113.9', userAgent: 'curl' }
    const ids: string[] = []
    for (let nr = 0; nr <= MAX_OPEN; nr += 1)
      ids.push((await office.as('clerk').post('/sessions', agent)).body.sessionId)
    const isOpen = async (id = '') => (await office.as('clerk').get(`/sessions/${id}/access`)).status === 200
    expect([await isOpen(ids[0]), await isOpen(ids[1]), await isOpen(ids.at(-1))]).toEqual([
      false,
      true,
      true,
    ])
    const changes = await identity.database.tenant(office.tenant, tx =>
      tx.list('select session_id as id, kind from access_change'),
    )
    expect(changes).toEqual([{ id: ids[0], kind: 'SESSION' }])
  })

  it('are listed with the browser in words, the own one marked, and ended', async () => {
    const [own, other] = [await openSession('clerk'), await openSession('clerk')]
    const clerk = office.as('clerk', own)
    const { body } = await clerk.get('/me/sessions')
    expect(body.items).toHaveLength(2)
    expect(body.items.find(({ id }: { id: string }) => id === own)).toMatchObject({
      address: '198.51.100.4',
      browser: 'Firefox',
      system: 'Linux',
      isOwn: true,
    })
    expect((await clerk.delete(`/me/sessions/${other}`)).body).toEqual({ ended: 1 })
    expect((await clerk.get('/me/sessions')).body.items).toHaveLength(1)
  })

  it('are reported by many gateways at once', async () => {
    const ids = [await openSession('clerk'), await openSession('clerk'), await openSession('clerk')]
    const items = ids.map(id => ({ id, seenAt: new Date().toISOString() }))
    const reported = await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        office.as('clerk').post('/sessions/seen', { items: n % 2 ? items : items.toReversed() }),
      ),
    )
    expect(reported.map(({ status }) => status)).toEqual(reported.map(() => 204))
  })

  it('of another user are out of reach', async () => {
    const theirs = await openSession('hand')
    expect((await office.as('clerk').delete(`/me/sessions/${theirs}`)).body).toEqual({ ended: 0 })
    expect((await office.as('hand').get(`/sessions/${theirs}/access`)).status).toBe(200)
  })

  it('are opened for a user who logs in with many browsers at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => office.as('clerk').post('/sessions', agent)),
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
  })

  it('are not opened for a locked user', async () => {
    await office.as('owner').post(`/users/${office.ids.clerk}/lock`)
    expect((await office.as('clerk').post('/sessions', agent)).status).toBe(404)
  })
})

describe('the feed of changes', () => {
  it('lists what was changed since, of each tenant, and is held until there is a change', async () => {
    const { body: before } = await office.as('owner').get('/access/feed')
    const waiting = office.as('owner').get(`/access/feed?since=${before.revision}&wait=20`)
    const { clerk, hand } = office.ids
    await office.as('owner').patch(`/users/${clerk}`, { role: 'warehouse' })
    const { body } = await waiting
    expect(body.changes).toEqual([
      { tenantId: office.tenant, userId: clerk, kind: 'ACCESS', version: 2, sessionId: null, reason: null },
    ])
    await office.as('owner').post(`/users/${hand}/lock`)
    const { body: next } = await office.as('owner').get(`/access/feed?since=${body.revision}`)
    expect(next).toMatchObject({
      isReset: false,
      changes: [{ userId: hand, kind: 'SESSIONS', reason: 'LOCKED' }],
    })
  })

  it('lists the users of a role that changes', async () => {
    const role = await ownRole('Buyer', ['sales.order.read'])
    await office.as('owner').patch(`/users/${office.ids.clerk}`, { role })
    const { body: before } = await office.as('owner').get('/access/feed')
    await office.as('owner').put(`/roles/${role}`, { name: 'Buyer', permissions: [] }, 1)
    const { body } = await office.as('owner').get(`/access/feed?since=${before.revision}`)
    expect(body.changes.map(({ userId }: { userId: string }) => userId)).toEqual([office.ids.clerk])
  })

  it('says that the database was set back', async () => {
    expect((await office.as('owner').get('/access/feed?since=999999')).body).toMatchObject({ isReset: true })
  })

  it('loses no change to one that commits later with a lower number', async () => {
    const { body: before } = await office.as('owner').get('/access/feed')
    const other = await openOffice(identity, `shop${count++}`)
    await Promise.all([
      office.as('owner').patch(`/users/${office.ids.clerk}`, { role: 'warehouse' }),
      other.as('owner').patch(`/users/${other.ids.clerk}`, { role: 'warehouse' }),
      office.as('owner').post(`/users/${office.ids.hand}/lock`),
      other.as('owner').post(`/users/${other.ids.hand}/lock`),
    ])
    const { body } = await office.as('owner').get(`/access/feed?since=${before.revision}`)
    expect(body.changes).toHaveLength(4)
  })
})

const agent = {
  address: '198.51.100.4',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
}

async function openSession(user: string): Promise<string> {
  return (await office.as(user).post('/sessions', agent)).body.sessionId
}
