import { afterAll, beforeAll, expect, it } from 'vitest'
import { Shelf } from './artifacts-shelf.ts'

let shelf: Shelf

beforeAll(async () => {
  shelf = await Shelf.open()
})
afterAll(() => shelf.close())

const inDays = (days: number) => new Date(Date.now() + days * 24 * 3_600_000).toISOString()
const nextMonth = inDays(30)
const wanted = (name: string) => ({ name, apps: ['sales'], actions: ['publish'], expiresAt: nextMonth })
const self = (authorization: string) =>
  shelf.under.call('GET', '/tokens/self', { tenant: null, headers: { authorization } })

it('has 256 bits that are shown once and kept as a hash only', async () => {
  const answer = await shelf.call('POST', '/tokens', wanted('ci'))
  expect(answer.statusCode).toBe(201)
  const { secret, token } = answer.json()
  expect(secret).toMatch(/^ptk_[\w-]{43}$/)
  expect(token).toMatchObject({
    ...wanted('ci'),
    createdBy: 'user:operator',
    lastUsedAt: null,
    revokedAt: null,
  })
  const { rows } = await shelf.run(
    `select to_jsonb(t)::text as row from token t union all select to_jsonb(a)::text from audit a`,
  )
  expect(JSON.stringify(rows)).not.toContain(secret)
  expect(JSON.stringify((await shelf.call('GET', '/tokens')).json())).not.toContain(secret)
  expect((await self(`Bearer ${secret}`)).json()).toMatchObject({ id: token.id, name: 'ci' })
})

it('may be for a developer, who can neither publish, release nor read with it', async () => {
  const { authorization } = await shelf.token('developer', ['sales'], ['develop'])
  expect((await self(authorization)).json()).toMatchObject({ actions: ['develop'], apps: ['sales'] })
  const asked = [
    shelf.under.call('GET', '/releases', { tenant: null, headers: { authorization } }),
    shelf.under.call('GET', '/audit', { tenant: null, headers: { authorization } }),
    shelf.under.call('POST', '/tokens', { tenant: null, headers: { authorization }, body: wanted('heir') }),
  ]
  for (const answer of await Promise.all(asked))
    expect(answer.json()).toMatchObject({ code: 'FORBIDDEN_SCOPE' })
})

it('is noted as used at most once a minute', async () => {
  const { id, authorization } = await shelf.token('noted', ['*'])
  const used = async () => (await shelf.run('select last_used_at from token where id = $1', [id])).rows
  await self(authorization)
  const first = await used()
  await self(authorization)
  expect(await used()).toEqual(first)
  await shelf.run(`update token set last_used_at = now() - interval '2 minutes' where id = $1`, [id])
  await self(authorization)
  const [row] = (
    await shelf.run(
      `select last_used_at > now() - interval '1 minute' as "isFresh" from token where id = $1`,
      [id],
    )
  ).rows
  expect(row).toEqual({ isFresh: true })
})

it('ends by itself, or when it is revoked', async () => {
  const expired = await shelf.token('expired', ['*'])
  await shelf.run('update token set expires_at = now() where id = $1', [expired.id])
  expect((await self(expired.authorization)).json()).toMatchObject({ code: 'TOKEN_EXPIRED', status: 401 })
  const revoked = await shelf.token('revoked', ['*'])
  for (let n = 0; n < 2; n++)
    expect((await shelf.call('DELETE', `/tokens/${revoked.id}`)).statusCode).toBe(204)
  expect((await self(revoked.authorization)).json()).toMatchObject({ code: 'TOKEN_REVOKED', status: 401 })
  const { rows } = await shelf.run(`select actor from audit where action = 'token.revoke'`)
  expect(rows).toEqual([{ actor: 'user:operator' }])
})

it.each(['Bearer ', `Bearer ptk_${'A'.repeat(43)}`, 'Bearer ptk_short', 'Basic b3A6b3A='])(
  'is none: %j',
  async authorization => {
    expect((await self(authorization)).json()).toMatchObject({ code: 'TOKEN_INVALID', status: 401 })
  },
)

it('has a name no other living one has', async () => {
  const first = await shelf.token('again', ['sales'])
  expect((await shelf.call('POST', '/tokens', wanted('again'))).json().code).toBe('TOKEN_NAME_TAKEN')
  await shelf.call('DELETE', `/tokens/${first.id}`)
  expect((await shelf.call('POST', '/tokens', wanted('again'))).statusCode).toBe(201)
})

it.each([
  ['without an end', { expiresAt: inDays(367) }],
  ['that has ended', { expiresAt: inDays(-1) }],
  ['for nothing', { apps: [] }],
  ['for a path', { apps: ['../sales'] }],
  ['to do what there is not', { actions: ['administer'] }],
])('is not made %s', async (_what, change) => {
  const answer = await shelf.call('POST', '/tokens', { ...wanted('odd'), ...change })
  expect(answer.json().code).toBe('INVALID_REQUEST')
})

it('never makes, lists or revokes tokens, whatever its scope', async () => {
  const { id, authorization } = await shelf.token('mighty', ['*'])
  const call = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) =>
    shelf.under.call(method, path, {
      tenant: null,
      body,
      // A person named beside the token counts for nothing.
      headers: { authorization, baggage: 'portico.actor=user%3Aoperator' },
    })
  expect((await call('POST', '/tokens', wanted('child'))).json().code).toBe('FORBIDDEN_SCOPE')
  expect((await call('GET', '/tokens')).json().code).toBe('FORBIDDEN_SCOPE')
  expect((await call('DELETE', `/tokens/${id}`)).json().code).toBe('FORBIDDEN_SCOPE')
})

it('needs nothing from the gateway, whose calls are signed', async () => {
  const signed = await Shelf.open({ PORTICO_SECRET: 'the secret of the platform, for tests' })
  try {
    const unsigned = await signed.call('GET', '/artifacts')
    expect(unsigned.json().code).toBe('CONTEXT_UNSIGNED')
    const headers = { authorization: `Bearer ptk_${'A'.repeat(43)}` }
    const answer = await signed.under.call('GET', '/artifacts', { tenant: null, headers })
    expect(answer.json().code).toBe('TOKEN_INVALID')
  } finally {
    await signed.close()
  }
})
