import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Browser, errorOf } from './browser.ts'
import { type FakeServices, json, problem, startFakeServices } from './fake-services.ts'

let services: FakeServices
let gateway: TestGateway
let browser: Browser

beforeAll(async () => {
  services = await startFakeServices()
  gateway = await startTestGateway(new URL('../../start.ts', import.meta.url), services.env)
})
afterAll(async () => {
  await gateway.stop()
  await services.close()
})
beforeEach(() => {
  browser = new Browser(gateway.url)
})

describe('/api/session', () => {
  test('logs in with a cookie no script can read and no other site can send', async () => {
    const response = await browser.logIn()
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ user: { username: 'owner' }, tenant: { slug: 'demo' } })
    expect(response.headers.get('set-cookie')).toMatch(/^sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('says who is logged in, and UNAUTHENTICATED when nobody is', async () => {
    expect(await errorOf(await browser.fetch('/api/session'))).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED',
    })
    await browser.logIn()
    expect(await (await browser.fetch('/api/session')).json()).toMatchObject({ user: { id: 'u_owner' } })
  })

  test('ends at logout, for whoever kept the cookie too', async () => {
    await browser.logIn()
    const kept = browser.cookie
    const response = await browser.send('DELETE', '/api/session')
    expect([response.status, response.headers.get('set-cookie')]).toEqual([
      204,
      expect.stringContaining('Max-Age=0'),
    ])
    browser.cookie = kept
    expect(await errorOf(await browser.fetch('/api/session'))).toMatchObject({ code: 'UNAUTHENTICATED' })
  })

  test('gets a new id at each login', async () => {
    await browser.logIn()
    const first = browser.cookie
    await browser.logIn()
    expect(browser.cookie).not.toBe(first)
  })

  test('refuses a wrong password', async () => {
    expect(await errorOf(await browser.logIn('owner', 'wrong'))).toEqual({
      status: 401,
      code: 'LOGIN_FAILED',
    })
  })

  test('throttles guessing one account, and only that one', async () => {
    for (let count = 0; count < 10; count += 1) await browser.logIn('guessed', 'wrong')
    expect(await errorOf(await browser.logIn('guessed'))).toEqual({ status: 429, code: 'LOGIN_THROTTLED' })
    expect((await browser.logIn('owner')).status).toBe(200)
  })

  test('throttles guesses made all at once', async () => {
    services.calls.length = 0
    const guesses = Array.from({ length: 30 }, () => new Browser(gateway.url).logIn('rushed', 'wrong'))
    const codes = await Promise.all(guesses.map(async guess => (await errorOf(await guess)).code))
    expect(codes.filter(code => code === 'LOGIN_THROTTLED')).toHaveLength(20)
    expect(services.calls.filter(({ path }) => path === '/login')).toHaveLength(10)
  })

  test('says that identity is busy, and that it is away', async () => {
    const logIn = services.answers.get('POST /login')
    services.answers.set('POST /login', problem(429, 'LOGIN_BUSY', 'Try again.'))
    expect(await errorOf(await browser.logIn())).toEqual({ status: 503, code: 'LOGIN_BUSY' })
    services.answers.set('POST /login', (_, answer) => answer.destroy())
    expect(await errorOf(await browser.logIn())).toEqual({ status: 503, code: 'UPSTREAM_UNAVAILABLE' })
    if (logIn) services.answers.set('POST /login', logIn)
  })

  test.each([
    ['malformed JSON', '{"tenant":', { status: 400, code: 'MALFORMED_JSON' }],
    ['a missing field', '{"tenant":"demo"}', { status: 400, code: 'INVALID_REQUEST' }],
    [
      'a body too large',
      JSON.stringify({ tenant: 'x'.repeat(5000) }),
      { status: 413, code: 'BODY_TOO_LARGE' },
    ],
  ])('refuses %s by a code', async (_name, body, expected) => {
    expect(await errorOf(await browser.send('POST', '/api/session', body))).toEqual(expected)
  })

  test('refuses a form, which is what another site can make a browser send', async () => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-portico-csrf': '' }
    expect(await errorOf(await browser.send('POST', '/api/session', 'tenant=demo', headers))).toEqual({
      status: 403,
      code: 'CSRF_REQUIRED',
    })
  })

  test.each<Record<string, string>>([{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])(
    'refuses a call from another site: %o',
    async headers => {
      expect(await errorOf(await browser.send('DELETE', '/api/session', undefined, headers))).toEqual({
        status: 403,
        code: 'CROSS_SITE',
      })
    },
  )

  test('takes its own origin', async () => {
    const response = await browser.send('DELETE', '/api/session', undefined, {
      origin: gateway.url,
      'sec-fetch-site': 'same-origin',
    })
    expect(response.status).toBe(204)
  })

  test('says so when identity is down, and logs in when it is back', async () => {
    const login = services.answers.get('POST /login')
    services.answers.set('POST /login', json(500, {}))
    expect(await errorOf(await browser.logIn())).toEqual({ status: 503, code: 'UPSTREAM_UNAVAILABLE' })
    if (login) services.answers.set('POST /login', login)
    expect((await browser.logIn()).status).toBe(200)
  })
})

test('a restart logs nobody out, and the file it keeps holds no id', async () => {
  const home = await mkdtemp(join(tmpdir(), 'portico-home-'))
  const env = { ...services.env, PORTICO_HOME: home }
  const startFile = new URL('../../start.ts', import.meta.url)
  const before = await startTestGateway(startFile, env)
  browser = new Browser(before.url)
  await browser.logIn()
  await before.stop()
  const file = join(home, 'sessions.json')
  expect(await readFile(file, 'utf8')).not.toContain(browser.cookie.split('=')[1])
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  const after = await startTestGateway(startFile, env)
  const again = new Browser(after.url)
  again.cookie = browser.cookie
  expect((await again.fetch('/api/session')).status).toBe(200)
  await after.stop()
  await rm(home, { recursive: true })
})
