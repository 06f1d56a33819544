import { Database } from '@portico/service-kit'
import type { ServiceUnderTest } from '@portico/service-kit/testing'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type Attempt, attempt, forgetFailures, makeWaitsLonger, startLoginPage } from './login-page.ts'

/** Goes down while the test runs. */
const SECONDS = /"retryAfterSeconds":\d+,/
const work = vi.hoisted(() => ({ hashes: 0 }))
vi.mock('node:crypto', async importOriginal => {
  const crypto = await importOriginal<typeof import('node:crypto')>()
  const scrypt = (...call: Parameters<typeof crypto.scrypt>) => {
    work.hashes += 1
    return crypto.scrypt(...call)
  }
  return { ...crypto, scrypt }
})

let identity: ServiceUnderTest

beforeAll(async () => {
  identity = await startLoginPage()
})
afterAll(() => identity?.stop())
beforeEach(() => forgetFailures(identity))

/** The statements the attempt sent, without their values, and the hashes it computed. */
async function workOf(how: Attempt) {
  work.hashes = 0
  const query = vi.spyOn(pg.Client.prototype, 'query')
  const { statusCode, body } = await attempt(identity, how)
  const statements = query.mock.calls.map(([sql]) => String(sql).replace(/'[^']*'/g, "'…'"))
  query.mockRestore()
  return { statusCode, body: body.replace(SECONDS, ''), hashes: work.hashes, statements }
}

const wrong = { password: 'wrong' }
const known: Attempt = { ...wrong, username: 'owner' }
const unknown: [string, Attempt][] = [
  ['an unknown user', { ...wrong, username: 'ghost' }],
  ['an unknown tenant', { ...wrong, tenant: 'nowhere' }],
  ['a user of another tenant', { ...wrong, tenant: 'other', username: 'clerk' }],
  ['an unknown tenant, with tokens of browsers', { ...wrong, tenant: 'nowhere', browsers: ['x'.repeat(43)] }],
]

/** What a stranger sees of a start, and the statements it sent. */
async function ssoStartOf(tenant: string) {
  const query = vi.spyOn(pg.Client.prototype, 'query')
  const body = { tenant, redirectUri: 'https://shop.example/api/session/sso/callback', address: '192.0.2.9' }
  const {
    statusCode,
    body: answer,
    headers,
  } = await identity.call('POST', '/sso/start', { tenant: null, body })
  const statements = query.mock.calls.map(([sql]) => String(sql).replace(/'[^']*'/g, "'…'"))
  query.mockRestore()
  return { statusCode, answer, names: Object.keys(headers), statements }
}

/** Whose turns at the database an attempt took. */
async function turnsOf(how: Attempt): Promise<string[]> {
  const turns = vi.spyOn(Database.prototype, 'transaction')
  await attempt(identity, how)
  const holders = turns.mock.calls.map(([settings]) => settings['portico.tenant'] ?? '')
  turns.mockRestore()
  return holders
}

describe('a slug', () => {
  it('is not given away by single sign-on, whichever way it is written', async () => {
    const expected = await ssoStartOf('demo')
    expect(expected).toMatchObject({ statusCode: 404, answer: expect.stringContaining('SSO_NOT_OFFERED') })
    for (const tenant of ['nowhere', 'DEMO', 'ｄｅｍｏ', ' demo', 'NoWhere', 't_demo'])
      expect(await ssoStartOf(tenant)).toEqual(expected)
  })

  it('is not given away by turns at the database: one of no tenant takes them by itself, as a tenant does', async () => {
    const [known, unknown, other] = [
      await turnsOf({ ...wrong }),
      await turnsOf({ ...wrong, tenant: 'nowhere' }),
      await turnsOf({ ...wrong, tenant: 'elsewhere' }),
    ]
    const own = (turns: string[]) => turns.filter(holder => holder !== '' && holder !== '~throttle')
    expect(own(known)).toEqual(['t_demo'])
    expect(own(unknown)).toHaveLength(1)
    expect(own(unknown)).not.toEqual(own(other))
    // One that begins so is the platform's, which has more turns than a tenant.
    expect(
      own(unknown)
        .concat(own(other))
        .some(holder => holder.startsWith('~')),
    ).toBe(false)
  })

  it.each([
    ['another case', 'NOWHERE'],
    ['full-width letters', 'ｎｏｗｈｅｒｅ'],
  ])('of no tenant is throttled in %s as it is in its own', async (_, tenant) => {
    for (let count = 0; count < 5; count++) await attempt(identity, { ...wrong, tenant: 'nowhere' })
    await makeWaitsLonger(identity)
    expect((await workOf({ ...wrong, tenant })).statusCode).toBe(429)
  })
})

describe('an attempt that fails', () => {
  it.each(unknown)('does the same work and is answered alike for %s', async (_, how) => {
    const expected = await workOf(known)
    expect(expected).toMatchObject({ statusCode: 401, hashes: 1 })
    expect(expected.statements.length).toBeGreaterThan(5)
    expect(await workOf(how)).toEqual(expected)
  })

  it.each(unknown)('that comes too soon does the same work without a hash for %s', async (_, how) => {
    for (const tried of [known, how]) {
      for (let count = 0; count < 5; count++) await attempt(identity, tried)
      await makeWaitsLonger(identity)
    }
    const expected = await workOf(known)
    expect(expected).toMatchObject({ statusCode: 429, hashes: 0 })
    expect(await workOf(how)).toEqual(expected)
  })
})
