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
