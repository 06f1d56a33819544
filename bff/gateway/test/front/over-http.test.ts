import { startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { type FakeServices, startFakeServices } from './fake-services.ts'

let services: FakeServices
let gateway: TestGateway
const session = { cookie: '' }

beforeAll(async () => {
  services = await startFakeServices()
  // Two of the audits ask for the schema, so introspection must be on.
  const env = { ...services.env, PORTICO_ENV: 'development' }
  gateway = await startTestGateway(new URL('../../start.ts', import.meta.url), env)
  const browser = new Browser(gateway.url)
  await browser.logIn()
  session.cookie = browser.cookie
})
afterAll(async () => {
  await gateway.stop()
  await services.close()
})

/** The audits know nothing of our session and CSRF header. */
const fetchFn: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers)
  headers.set('cookie', session.cookie)
  headers.set('x-portico-csrf', '1')
  return fetch(String(input).replace('http://gateway', gateway.url), { ...init, headers })
}

const audits = serverAudits({ url: 'http://gateway/graphql', fetchFn })

test.each(audits.map(audit => [`${audit.id} ${audit.name}`, audit] as const))(
  'audit %s',
  async (_name, audit) => {
    const result = await audit.fn()
    // `notice` is where the specification leaves a choice.
    expect(result.status, 'reason' in result ? result.reason : '').not.toBe('error')
  },
)
