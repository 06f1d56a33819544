import { startTestGateway, type TestGateway } from '@portico/bff-framework/testing'
import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Browser } from './browser.ts'
import { type FakeServices, startFakeServices } from './fake-services.ts'

let services: FakeServices

beforeAll(async () => {
  services = await startFakeServices()
})
afterAll(() => services.close())

describe.each(['development', 'production'])('a gateway in %s', mode => {
  let gateway: TestGateway
  const session = { cookie: '' }

  beforeAll(async () => {
    gateway = await startTestGateway(new URL('../../start.ts', import.meta.url), {
      ...services.env,
      PORTICO_ENV: mode,
    })
    const browser = new Browser(gateway.url)
    await browser.logIn()
    session.cookie = browser.cookie
  })
  afterAll(() => gateway.stop())

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
      const reason = 'reason' in result ? `${result.status}: ${result.reason}` : ''
      // `notice` is where the specification leaves a choice.
      expect(['ok', 'notice'], reason).toContain(result.status)
    },
  )
})
