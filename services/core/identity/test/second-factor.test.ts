import type { ServiceUnderTest } from '@portico/service-kit/testing'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  attempt,
  forgetFailures,
  LONG_WAIT,
  letTimePass,
  makeWaitsLonger,
  provision,
  startLoginPage,
} from './login-page.ts'

const PERIOD_MS = 30_000
let identity: ServiceUnderTest
let userId: string
let user: { tenant: string; context: { userId: string; sessionId: string } }

beforeAll(async () => {
  identity = await startLoginPage()
})
afterAll(() => identity?.stop())
let count = 0
beforeEach(async () => {
  await forgetFailures(identity)
  count += 1
  // A tenant of its own, for what it asks of its users is set by some of these tests.
  await provision(identity, `shop${count}`, ['owner', 'boss'])
  const login = await logIn()
  userId = login.json().user.id
  const as = { tenant: `t_shop${count}`, context: { userId } }
  const body = { address: '203.0.113.9', userAgent: 'curl' }
  const { sessionId } = (await identity.call('POST', '/sessions', { ...as, body })).json()
  user = { ...as, context: { userId, sessionId } }
})

const logIn = (how: { password?: string } = {}) => attempt(identity, { tenant: `shop${count}`, ...how })
const post = (path: string, body: object) => identity.call('POST', path, { ...user, body })
const secondStep = (pendingLogin: string, code: string) =>
  identity.call('POST', '/login/second-step', { tenant: null, body: { pendingLogin, code } })
const show = async () => (await identity.call('GET', '/second-factor', user)).json()

/** Of the step that is now, or so many further. */
function codeOf(secret: string, steps = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + steps * PERIOD_MS,
  })
}

async function enrol() {
  const { secret } = (await post('/second-factor/enrolment', { password: 'portico' })).json()
  const confirmed = await post('/second-factor/confirm', { code: codeOf(secret, -1) })
  expect(confirmed.statusCode, confirmed.body).toBe(200)
  return { secret, recoveryCodes: confirmed.json().recoveryCodes as string[] }
}

async function audited() {
  const rows = await identity.database.tenant(user.tenant, tx =>
    tx.list<{ action: string }>('select action from audit_entry order by id'),
  )
  return rows.map(({ action }) => action)
}

async function pendingLogin(): Promise<string> {
  const response = await logIn()
  expect(response.json()).toMatchObject({ status: 401, code: 'SECOND_FACTOR_REQUIRED' })
  return response.json().pendingLogin
}

describe('setting up a second factor', () => {
  it('shows secret, address and QR code, and is in force once a code of it was given', async () => {
    const offered = await post('/second-factor/enrolment', { password: 'portico' })
    const { secret, uri, qr } = offered.json()
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(uri).toContain(`secret=${secret}`)
    expect(uri).toContain(`otpauth://totp/Portico%20shop${count}:owner`)
    expect(qr).toEqual({ size: expect.any(Number), path: expect.stringMatching(/^M0 0h1v1h-1zM1 0/) })
    expect((await logIn()).statusCode).toBe(200)
    const { recoveryCodes } = (await post('/second-factor/confirm', { code: codeOf(secret) })).json()
    expect(new Set(recoveryCodes).size).toBe(10)
    expect(await show()).toMatchObject({ isOn: true, isRequired: false, recoveryCodesLeft: 10 })
    expect((await logIn()).json()).toMatchObject({
      code: 'SECOND_FACTOR_REQUIRED',
      isEnrolled: true,
      expiresInSeconds: 600,
    })
  })

  it('asks for the password first, so that an open session is not enough', async () => {
    const refused = await post('/second-factor/enrolment', { password: 'guess' })
    expect(refused.json()).toMatchObject({ status: 409, code: 'CURRENT_PASSWORD_WRONG', triesLeft: 4 })
  })

  it('shares the five tries of a session with the change of the password, and the fifth wrong one ends it', async () => {
    const change = { current: 'guess', next: 'seven cats on a blue roof' }
    for (let tries = 0; tries < 2; tries++) await post('/me/password', change)
    for (let tries = 0; tries < 2; tries++) await post('/second-factor/enrolment', { password: 'guess' })
    const last = await post('/second-factor/off', { password: 'guess', code: '000000' })
    expect(last.json()).toMatchObject({ code: 'CURRENT_PASSWORD_WRONG', triesLeft: 0 })
    const right = await post('/second-factor/enrolment', { password: 'portico' })
    expect(right.json()).toMatchObject({ code: 'CURRENT_PASSWORD_WRONG', triesLeft: 0 })
    const { sessionId } = user.context
    expect((await identity.call('GET', `/sessions/${sessionId}/access`, user)).statusCode).toBe(404)
  })

  it('gives the tries back once the password was right', async () => {
    for (let tries = 0; tries < 4; tries++) await post('/second-factor/enrolment', { password: 'guess' })
    expect((await post('/second-factor/enrolment', { password: 'portico' })).statusCode).toBe(200)
    const wrong = await post('/second-factor/enrolment', { password: 'guess' })
    expect(wrong.json()).toMatchObject({ triesLeft: 4 })
  })

  it('does not replace one that is in force', async () => {
    await enrol()
    const again = await post('/second-factor/enrolment', { password: 'portico' })
    expect(again.json()).toMatchObject({ status: 409, code: 'SECOND_FACTOR_ON' })
  })

  it('keeps neither the secret nor a recovery code in readable form', async () => {
    const { secret, recoveryCodes } = await enrol()
    const rows = await identity.database.tenant(user.tenant, async tx => [
      ...(await tx.list('select * from second_factor')),
      ...(await tx.list('select * from recovery_code')),
    ])
    expect(rows).toHaveLength(11)
    const text = JSON.stringify(rows)
    for (const known of [secret, ...recoveryCodes]) expect(text).not.toContain(known)
  })
})

describe('the second step', () => {
  it('takes a code once, and none older than it', async () => {
    const { secret } = await enrol()
    const code = codeOf(secret, 1)
    const response = await secondStep(await pendingLogin(), code)
    expect(response.json()).toMatchObject({ user: { id: userId }, browser: expect.any(String) })
    expect(response.json()).not.toHaveProperty('recoveryCodes')
    for (const used of [code, codeOf(secret), codeOf(secret, -1)])
      expect((await secondStep(await pendingLogin(), used)).json().code).toBe('SECOND_FACTOR_FAILED')
  })

  it('lets one of two in who give the same code at the same time', async () => {
    const { secret } = await enrol()
    const pending = [await pendingLogin(), await pendingLogin()]
    const code = codeOf(secret, 1)
    const answers = await Promise.all(pending.map(token => secondStep(token, code)))
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([200, 401])
  })

  it('takes a recovery code once, however it is typed', async () => {
    const { recoveryCodes } = await enrol()
    const typed = recoveryCodes[0]?.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'o') ?? ''
    expect((await secondStep(await pendingLogin(), typed)).statusCode).toBe(200)
    expect((await secondStep(await pendingLogin(), typed)).json().code).toBe('SECOND_FACTOR_FAILED')
    expect(await show()).toMatchObject({ recoveryCodesLeft: 9 })
  })

  it('is slowed after five wrong codes, over all pending logins of the account', async () => {
    const { secret } = await enrol()
    for (let tries = 0; tries < 5; tries++)
      expect((await secondStep(await pendingLogin(), '000000')).json().code).toBe('SECOND_FACTOR_FAILED')
    await makeWaitsLonger(identity)
    const refused = await secondStep(await pendingLogin(), codeOf(secret, 1))
    expect(refused.json()).toMatchObject({ status: 429, code: 'LOGIN_THROTTLED' })
    await letTimePass(identity, LONG_WAIT + 5)
    expect((await secondStep(await pendingLogin(), codeOf(secret, 1))).statusCode).toBe(200)
  })

  it('is refused when the pending login is made up', async () => {
    for (const token of ['made-up', `${Buffer.from(user.tenant).toString('base64url')}.made-up`, 'AAAA.x'])
      expect((await secondStep(token, '123456')).statusCode, token).toBeGreaterThanOrEqual(400)
  })

  it('is refused for a pending login that was used, is ten minutes old, or whose user’s sessions were ended', async () => {
    const { recoveryCodes } = await enrol()
    const [first = '', second = ''] = recoveryCodes
    const used = await pendingLogin()
    expect((await secondStep(used, first)).statusCode).toBe(200)
    const [old, ended] = [await pendingLogin(), await pendingLogin()]
    const now = (sql: string) => identity.database.tenant(user.tenant, tx => tx.run(sql))
    await now(`update user_account set sessions_version = sessions_version + 1`)
    for (const token of [used, ended])
      expect((await secondStep(token, second)).json().code).toBe('PENDING_LOGIN_ENDED')
    await now(`update user_account set sessions_version = sessions_version - 1`)
    await now(`update pending_login set expires_at = now() - interval '1 second'`)
    expect((await secondStep(old, second)).json().code).toBe('PENDING_LOGIN_ENDED')
  })
})

describe('a tenant that asks each user for a second factor', () => {
  it('has it set up on the way in', async () => {
    const body = { isRequired: true }
    expect((await identity.call('PUT', '/second-factor/rule', { ...user, body })).statusCode).toBe(204)
    const refused = (await logIn()).json()
    expect(refused).toMatchObject({ code: 'SECOND_FACTOR_REQUIRED', isEnrolled: false })
    const pending = { tenant: null, body: { pendingLogin: refused.pendingLogin } }
    const { secret } = (await identity.call('POST', '/login/enrolment', pending)).json()
    const response = await secondStep(refused.pendingLogin, codeOf(secret))
    expect(response.json()).toMatchObject({ user: { id: userId }, recoveryCodes: expect.any(Array) })
    expect(await show()).toMatchObject({ isOn: true, isRequired: true, recoveryCodesLeft: 10 })
  })
})

describe('losing and changing', () => {
  it('switches off after password and code, not after one of them', async () => {
    const { recoveryCodes } = await enrol()
    const [code = ''] = recoveryCodes
    expect((await post('/second-factor/off', { password: 'guess', code })).json().code).toBe(
      'CURRENT_PASSWORD_WRONG',
    )
    const password = 'portico'
    const wrong = await post('/second-factor/off', { password, code: '000000' })
    expect(wrong.json().code).toBe('SECOND_FACTOR_FAILED')
    expect((await post('/second-factor/off', { password, code })).statusCode).toBe(204)
    expect((await logIn()).statusCode).toBe(200)
  })

  it('makes new recovery codes, and the old ones are void', async () => {
    const { secret, recoveryCodes } = await enrol()
    const body = { password: 'portico', code: codeOf(secret) }
    const renewed = (await post('/second-factor/recovery-codes', body)).json().recoveryCodes
    expect(renewed).toHaveLength(10)
    const [old = ''] = recoveryCodes
    expect((await secondStep(await pendingLogin(), old)).json().code).toBe('SECOND_FACTOR_FAILED')
    expect((await secondStep(await pendingLogin(), renewed[0])).statusCode).toBe(200)
  })

  it('is reset by another owner of the tenant, and by no other tenant', async () => {
    await enrol()
    const path = `/users/${userId}/second-factor`
    const idOf = async (tenant: string, username: string) =>
      (await attempt(identity, { tenant, username })).json().user.id
    const stranger = { tenant: 't_other', context: { userId: await idOf('other', 'owner') } }
    expect((await identity.call('DELETE', path, stranger)).statusCode).toBe(404)
    expect((await identity.call('DELETE', path, user)).json().code).toBe('OWN_ACCOUNT')
    const boss = { ...user, context: { userId: await idOf(`shop${count}`, 'boss') } }
    expect((await identity.call('DELETE', path, boss)).statusCode).toBe(204)
    expect((await identity.call('DELETE', path, boss)).json().code).toBe('SECOND_FACTOR_OFF')
    expect((await logIn()).statusCode).toBe(200)
    expect(await audited()).toEqual(['user.second-factor-on', 'user.second-factor-reset'])
  })
})
