import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Browser, errorOf } from './browser.ts'
import {
  type Answer,
  answerLoginOf,
  type FakeServices,
  json,
  problem,
  startFakeServices,
} from './fake-services.ts'

const slowDown = problem(429, 'LOGIN_THROTTLED', 'Wait.', { retryAfterSeconds: 16 })

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

/** The last one a service was sent. */
function lastBody(): unknown {
  return JSON.parse(services.calls.at(-1)?.body ?? 'null')
}

async function withAnswer<T>(call: string, answer: Answer, work: () => Promise<T>): Promise<T> {
  const usual = services.answers.get(call)
  services.answers.set(call, answer)
  const result = await work()
  if (usual) services.answers.set(call, usual)
  else services.answers.delete(call)
  return result
}

describe('/api/session', () => {
  test('logs in with a cookie no script can read and no other site can send', async () => {
    const response = await browser.logIn()
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ user: { username: 'owner' }, tenant: { slug: 'demo' } })
    const [session, known] = response.headers.getSetCookie()
    expect(session).toMatch(/^sid=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(known).toMatch(/^known=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=15552000$/)
    expect(response.headers.get('cache-control')).toBe('no-store')
  })

  test('says who is logged in, and UNAUTHENTICATED when no user is', async () => {
    expect(await errorOf(await browser.fetch('/api/session'))).toEqual({
      status: 401,
      code: 'UNAUTHENTICATED',
    })
    await browser.logIn()
    expect(await (await browser.fetch('/api/session')).json()).toMatchObject({ user: { id: 'u_owner' } })
  })

  test('ends at logout, for a client that kept the cookie too', async () => {
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

  test('says how long to wait after too many failures, in Retry-After too', async () => {
    const refused = await withAnswer('POST /login', slowDown, () => browser.logIn())
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '16'])
    expect(await refused.json()).toMatchObject({
      error: { code: 'LOGIN_THROTTLED', details: { retryAfterSeconds: 16 } },
    })
  })

  test('sends identity the address of the browser, and not one the browser made up', async () => {
    services.calls.length = 0
    const credentials = { tenant: 'demo', username: 'owner', password: 'portico' }
    await browser.send('POST', '/api/session', credentials, { 'x-forwarded-for': '203.0.113.9' })
    expect(lastBody()).toMatchObject({ client: { address: expect.stringContaining('127.0.0.1') } })
  })

  test('remembers the last four accounts of a browser, beyond logging out', async () => {
    const tokens = ['a', 'b', 'c', 'd', 'e'].map(letter => letter.repeat(43))
    for (const token of tokens) {
      const { known } = browser
      await withAnswer('POST /login', answerLoginOf(token), () => browser.logIn())
      if (known) expect(browser.known).toBe([token, ...known.split('.')].slice(0, 4).join('.'))
    }
    await browser.send('DELETE', '/api/session')
    await browser.logIn()
    expect(lastBody()).toMatchObject({ client: { browsers: tokens.slice(1).reverse() } })
  })

  test('logs in by two steps', async () => {
    const facts = { pendingLogin: 'p1', expiresInSeconds: 600, isEnrolled: true }
    const asks = problem(401, 'SECOND_FACTOR_REQUIRED', 'Give the code.', facts)
    const first = await withAnswer('POST /login', asks, () => browser.logIn())
    expect([first.status, first.headers.getSetCookie()]).toEqual([401, []])
    expect(await first.json()).toMatchObject({ error: { code: 'SECOND_FACTOR_REQUIRED', details: facts } })
    const step = { pendingLogin: 'p1', code: '123 456' }
    const done = await withAnswer('POST /login/second-step', answerLoginOf('a'.repeat(43)), () =>
      browser.send('POST', '/api/session/second-step', step),
    )
    expect(done.status).toBe(200)
    expect(lastBody()).toMatchObject({ ...step, client: { browsers: [] } })
    expect((await browser.fetch('/api/session')).status).toBe(200)
  })

  test('goes to the provider and back with one state in cookie and address, and inside by a page of its own', async () => {
    const state = 'dA.s1'
    const started = { url: 'https://id.example/authorize?x=1', state }
    const start = await withAnswer('POST /sso/start', json(200, started), () =>
      browser.send('POST', '/api/session/sso', { tenant: 'demo' }),
    )
    expect(await start.json()).toEqual({ url: started.url })
    expect(start.headers.get('set-cookie')).toMatch(
      /^sso=dA\.s1; Path=\/; HttpOnly; SameSite=Lax; Max-Age=600$/,
    )
    const callback = (given: string, cookie: string) =>
      withAnswer('POST /sso/finish', answerLoginOf('a'.repeat(43)), () =>
        fetch(`${gateway.url}/api/session/sso/callback?code=c1&state=${given}`, { headers: { cookie } }),
      )
    const foreign = await callback('dA.other', `sso=${state}`)
    expect(await foreign.text()).toContain('url=/?sso-error=SSO_STATE_LOST"')
    expect(foreign.headers.get('set-cookie')).toMatch(/^sso=; .*Max-Age=0$/)
    const back = await callback(state, `sso=${state}`)
    expect(await back.text()).toContain('content="0;url=/"')
    expect(lastBody()).toMatchObject({
      state,
      redirectUri: `${gateway.url}/api/session/sso/callback`,
      query: `?code=c1&state=${state}`,
    })
    const [session] = back.headers.getSetCookie()
    const inside = await fetch(`${gateway.url}/api/session`, { headers: { cookie: session ?? '' } })
    expect(inside.status).toBe(200)
  })

  test('refuses a second step from another site, and one without a code', async () => {
    const step = { pendingLogin: 'p1', code: '123456' }
    const path = '/api/session/second-step'
    const foreign = await browser.send('POST', path, step, { origin: 'https://evil.example' })
    expect(await errorOf(foreign)).toEqual({ status: 403, code: 'CROSS_SITE' })
    expect(await errorOf(await browser.send('POST', path, { pendingLogin: 'p1' }))).toEqual({
      status: 400,
      code: 'INVALID_REQUEST',
    })
  })

  test('says that identity is busy, and that it is away', async () => {
    const logIn = services.answers.get('POST /login')
    services.answers.set('POST /login', problem(429, 'LOGIN_BUSY', 'Try again.'))
    expect(await errorOf(await browser.logIn())).toEqual({ status: 429, code: 'LOGIN_BUSY' })
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

test('a restart logs no user out, and the file it keeps holds no id', async () => {
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
