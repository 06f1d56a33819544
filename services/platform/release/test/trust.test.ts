import { Keyring } from '@portico/release/trust'
import { createContext } from '@portico/service-kit'
import { ContextSigner, type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { service } from '../src/index.ts'

const SECRET = 'a secret of the platform, long enough'
const ID = 'i-1'

let release: ServiceUnderTest

beforeAll(async () => {
  const env = { PORTICO_SECRET: SECRET, PORTICO_UPSTREAM_HOSTS: 'mesh.internal,10.1.0.0/16' }
  release = await startForTest(service, env)
})
afterAll(() => release?.stop())

/** As `part` would make it with its own keys. */
async function callAs(
  part: string,
  method: 'GET' | 'PUT' | 'DELETE',
  path: string,
  over: { actor?: string | null; tenantId?: string; body?: object } = {},
) {
  const { actor = null, tenantId = '', body } = over
  const text = body === undefined ? null : JSON.stringify(body)
  const signer = new ContextSigner(Keyring.fromSecrets(part, [SECRET]))
  const headers = signer.headers(createContext({ actor, tenantId }), {
    audience: 'release',
    method,
    path,
    body: text,
  })
  const type = text === null ? {} : { 'content-type': 'application/json' }
  return release.app.inject({
    method,
    url: path,
    headers: { ...type, ...headers },
    ...(text === null ? {} : { payload: text }),
  })
}

const beat = (over: object = {}) => ({
  service: 'sales',
  tag: 'stable',
  version: '1.0.0',
  url: 'http://127.0.0.1:7006',
  ...over,
})
const register = (part: string, body: object, actor = `service:${part}`) =>
  callAs(part, 'PUT', `/instances/${ID}`, { actor, body })

describe('an instance', () => {
  it.each(['http://127.0.0.1:7006', 'http://mesh.internal:7006', 'http://10.1.2.3:7006'])(
    'may be at %s',
    async url => {
      const answer = await register('sales', beat({ url }))
      expect(answer.json()).toMatchObject({ instances: [{ service: 'sales', url }] })
    },
  )

  it.each(['http://evil.example', 'http://10.2.0.1:7006', 'http://mesh.internal.evil.example'])(
    'is not registered at %s, so that no tenant’s context goes there',
    async url => {
      expect((await register('sales', beat({ url }))).json()).toMatchObject({
        status: 400,
        code: 'HOST_NOT_TRUSTED',
      })
      expect((await callAs('gateway', 'GET', '/instances', { actor: 'system' })).body).not.toContain(url)
    },
  )

  it('is registered and removed by its own service alone', async () => {
    await register('sales', beat())
    for (const [part, actor] of [
      ['party', 'service:party'],
      ['party', 'service:sales'],
      ['party', 'system'],
      ['party', 'user:operator'],
    ] as const) {
      expect((await register(part, beat(), actor)).statusCode).toBe(403)
      expect((await callAs(part, 'DELETE', `/instances/${ID}`, { actor })).statusCode).toBe(403)
    }
    expect((await callAs('sales', 'DELETE', `/instances/${ID}`, { actor: 'service:sales' })).statusCode).toBe(
      204,
    )
  })
})

describe('a context that names no actor', () => {
  it.each([
    '/feed',
    '/releases',
    '/audit',
    '/settings',
    '/baseline',
    '/instances',
    '/artifacts',
    '/tokens',
    '/snapshots',
    '/incidents',
    '/feed/lists/r1/allow',
  ])('opens nothing: %s', async path => {
    for (const tenantId of ['', 't_demo']) {
      const { code } = (await callAs('gateway', 'GET', path, { tenantId })).json()
      expect([tenantId, ['ACTOR_REQUIRED', 'FORBIDDEN_SCOPE']].flat()).toContain(code)
    }
  })

  it('lets a service ask the routing of the tenant in whose name it calls, and of no other', async () => {
    expect((await callAs('sales', 'GET', '/routing/t_demo', { tenantId: 't_demo' })).statusCode).toBe(200)
    expect((await callAs('sales', 'GET', '/routing/t_demo', { tenantId: 't_other' })).statusCode).toBe(403)
  })
})

it('the platform itself, which the gateway names, may ask for the feed', async () => {
  expect((await callAs('gateway', 'GET', '/feed', { actor: 'system' })).statusCode).toBe(200)
  expect((await callAs('sales', 'GET', '/feed', { actor: 'system' })).statusCode).toBe(403)
})
