import { startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { Browser, errorOf } from './browser.ts'
import { type FakeServices, json, problem, startFakeServices } from './fake-services.ts'

const view = {
  purpose: 'INVITATION',
  expiresAt: '2026-12-01T00:00:00.000Z',
  tenant: { slug: 'demo', name: 'Demo' },
  user: { username: 'anna', displayName: 'Anna' },
}
let services: FakeServices
let gateway: TestGateway
let browser: Browser

beforeAll(async () => {
  services = await startFakeServices()
  const env = { ...services.env, PORTICO_BEHIND_PROXY: 'on' }
  gateway = await startTestGateway(new URL('../../start.ts', import.meta.url), env)
})
afterAll(async () => {
  await gateway.stop()
  await services.close()
})
beforeEach(() => {
  browser = new Browser(gateway.url)
  services.answers.set('POST /links/look', json(200, view))
  services.answers.set('POST /links/use', json(200, { ...view, token: 'never shown' }))
})

let count = 0
/** Each test comes from an address of its own. */
const from = () => ({ 'x-forwarded-for': `203.0.113.${++count}` })

test('a link is looked at and used without a session; the token is in no address', async () => {
  const headers = from()
  const look = await browser.send('POST', '/api/password-links/look', { token: 'link-of-zoe' }, headers)
  expect([look.status, await look.json()]).toEqual([200, view])
  const body = { token: 'link-of-zoe', password: 'a quite long password' }
  const used = await browser.send('POST', '/api/password-links/use', body, headers)
  expect(used.status).toBe(200)
  const call = services.calls.find(({ path }) => path === '/links/use')
  expect(JSON.parse(call?.body ?? '')).toEqual({ ...body, address: headers['x-forwarded-for'] })
  expect(gateway.output()).not.toContain('link-of-zoe')
})

test('what identity refuses is answered as it is', async () => {
  services.answers.set('POST /links/look', problem(404, 'LINK_INVALID', 'Ask for a new link.'))
  const answer = await browser.send('POST', '/api/password-links/look', { token: 'link-of-zoe' }, from())
  expect(await errorOf(answer)).toEqual({ status: 404, code: 'LINK_INVALID' })
})

test('an address that asks too often waits, and no other', async () => {
  const headers = from()
  const look = (by: Record<string, string>) =>
    browser.send('POST', '/api/password-links/look', { token: 'link-of-zoe' }, by)
  for (let n = 0; n < 30; n += 1) expect((await look(headers)).status).toBe(200)
  expect(await errorOf(await look(headers))).toEqual({ status: 429, code: 'RATE_LIMITED' })
  expect((await look(from())).status).toBe(200)
})

test.each([
  ['no token', {}, {}, 'INVALID_REQUEST'],
  ['a call from another site', { token: 'link-of-zoe' }, { 'x-portico-csrf': '' }, 'CSRF_REQUIRED'],
])('refuses %s', async (_, body, headers: Record<string, string>, code) => {
  const answer = await browser.send('POST', '/api/password-links/look', body, { ...from(), ...headers })
  expect(await errorOf(answer)).toMatchObject({ code })
})
