import { afterAll, beforeAll, expect, it } from 'vitest'
import { Shelf } from './artifacts-shelf.ts'

let shelf: Shelf
beforeAll(async () => {
  shelf = await Shelf.open()
  await shelf.run(
    `insert into artifact (id, name, version, kind, size_bytes, file_count, digest, manifest, files, published_by, is_local)
     select gen_random_uuid(), name, '1.5.0', kind, 1, 1, 'd', '{}', '[]', 'user:operator', false
     from (values ('sales', 'app'), ('react', 'shared')) as made (name, kind)`,
  )
})
afterAll(() => shelf.close())

const wanted = { apps: { sales: '1.5.0' }, tenant: 'demo', user: 'owner', minutes: 5, reason: 'a look' }
const make = (body: object, headers: Record<string, string> = {}) =>
  shelf.call('POST', '/override-links', body, headers)

it('is written down with its maker, its user, its versions and its end', async () => {
  const answer = await make(wanted)
  expect(answer.statusCode).toBe(201)
  const { id, actor, expiresAt } = answer.json()
  expect(actor).toBe('user:operator')
  expect(Math.abs(Date.parse(expiresAt) - Date.now() - 5 * 60_000)).toBeLessThan(60_000)
  const { items } = (await shelf.call('GET', `/audit?subject=override:${id}`)).json()
  expect(items).toMatchObject([
    {
      ...{ action: 'override.link', actor: 'user:operator', reason: 'a look' },
      change: { apps: { sales: '1.5.0' }, tenant: 'demo', user: 'owner', expiresAt },
    },
  ])
})

it.each([
  ['of a version that was not published', { ...wanted, apps: { sales: '9.9.9' } }, 'ARTIFACT_UNKNOWN'],
  ['of a library', { ...wanted, apps: { react: '1.5.0' } }, 'ARTIFACT_KIND'],
])('%s is refused, and not written down', async (_, body, code) => {
  const before = await shelf.run(`select count(*) from audit`)
  expect((await make(body)).json()).toMatchObject({ code })
  expect((await shelf.run(`select count(*) from audit`)).rows).toEqual(before.rows)
})

it.each([
  ['no reason', { ...wanted, reason: '' }],
  ['more than a day', { ...wanted, minutes: 1_441 }],
  ['no app', { ...wanted, apps: {} }],
])('with %s is no link', async (_, body) => {
  expect((await make(body)).statusCode).toBe(400)
})

it('is made by who may release these apps, and not by one that may only read, publish or develop', async () => {
  const mayRelease = await shelf.token('release-sales', ['sales'], ['release'])
  expect((await make(wanted, { authorization: mayRelease.authorization })).statusCode).toBe(201)
  const others = [
    await shelf.token('release-stock', ['stock'], ['release']),
    await shelf.token('read-sales', ['sales'], ['read', 'publish', 'develop']),
  ]
  for (const other of others) {
    const { authorization } = other
    expect((await make(wanted, { authorization })).json()).toMatchObject({ code: 'FORBIDDEN_SCOPE' })
  }
})

it('is listed until its time runs out, and revoked once: gateways learn of it with the rules', async () => {
  const { id } = (await make(wanted)).json()
  const open = async () => {
    const { items } = (await shelf.call('GET', '/override-links')).json()
    return items.find((link: { id: string }) => link.id === id)
  }
  expect(await open()).toMatchObject({
    ...{ apps: { sales: '1.5.0' }, tenant: 'demo', user: 'owner', reason: 'a look' },
    ...{ createdBy: 'user:operator', revokedAt: null, revokedBy: null },
  })
  const before = (await shelf.call('GET', '/feed')).json()
  expect(before.revokedLinks).not.toContain(id)
  for (let time = 0; time < 2; time += 1)
    expect((await shelf.call('DELETE', `/override-links/${id}`)).statusCode).toBe(204)
  const after = (await shelf.call('GET', '/feed')).json()
  expect(after.revokedLinks).toContain(id)
  expect(after.revision).toBe(before.revision + 1)
  expect(await open()).toMatchObject({ revokedAt: expect.any(String), revokedBy: 'user:operator' })
  const { items } = (await shelf.call('GET', `/audit?subject=override:${id}`)).json()
  expect(items.map(({ action }: { action: string }) => action)).toEqual(['override.revoke', 'override.link'])
  await shelf.run(`update override_link set expires_at = now() where id = '${id}'`)
  expect(await open()).toBeUndefined()
  expect((await shelf.call('GET', '/feed')).json().revokedLinks).not.toContain(id)
})

it('is revoked by who may release its apps alone, and one that is unknown is not found', async () => {
  const { id } = (await make(wanted)).json()
  const { authorization } = await shelf.token('revoke-stock', ['stock'], ['release', 'read'])
  const refused = await shelf.call('DELETE', `/override-links/${id}`, undefined, { authorization })
  expect(refused.json()).toMatchObject({ code: 'FORBIDDEN_SCOPE' })
  expect((await shelf.call('DELETE', '/override-links/none')).json()).toMatchObject({ code: 'NOT_FOUND' })
})
