import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Keyring } from '@portico/release/trust'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openLogins, prepareTenants } from '../src/first-logins.ts'
import { readLauncherSettings } from '../src/settings.ts'
import { firstOperator } from '../src/welcome.ts'

const DATABASE_URL = 'postgres://merchant@db.example.com/merchant'
const settingsOf = (env: NodeJS.ProcessEnv) => readLauncherSettings('/srv/portico', env)

describe('the demo, whose passwords are public,', () => {
  it.each([
    ['with the embedded database', {}, true],
    ['with a database of yours', { DATABASE_URL }, false],
    ['with a database of yours, asked for', { DATABASE_URL, PORTICO_DEMO: 'on' }, true],
    ['with the embedded database, not wanted', { PORTICO_DEMO: 'off' }, false],
    ['where other machines reach the gateway', { HOST: '0.0.0.0' }, false],
    ['where other machines reach it, asked for', { HOST: '0.0.0.0', PORTICO_DEMO: 'on' }, true],
    ['on an address of this machine alone', { HOST: '127.0.0.1' }, true],
  ])('%s: %j -> %s', (_, env, hasDemo) => {
    expect(settingsOf(env).hasDemo).toBe(hasDemo)
  })

  it('is refused by a word that is neither on nor off', () => {
    expect(() => settingsOf({ PORTICO_DEMO: 'yes' })).toThrow(/PORTICO_DEMO must be on or off/)
  })
})

/** What identity receives, and the state of the first operator it answers. */
let seen: { call: string; body: { users?: object[]; publicPassword?: string } }[]
let known: string[]
let identity: Server
let services: { serviceUrls: { identity: string }; keyring: Keyring; onProgress: () => void }

beforeEach(async () => {
  seen = []
  known = []
  identity = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method = '', url = '' } = request
    if (method !== 'GET')
      seen.push({ call: `${method} ${url}`, body: JSON.parse(Buffer.concat(chunks).toString()) })
    const isThere = method !== 'GET' || known.includes(url)
    const operator = { state: 'MADE', username: 'operator', link: { token: 'T', expiresAt: 'tomorrow' } }
    response.writeHead(isThere ? 200 : 404).end(JSON.stringify(isThere ? { plan: 'x', ...operator } : {}))
  }).listen(0, '127.0.0.1')
  await once(identity, 'listening')
  const { port } = identity.address() as AddressInfo
  services = {
    serviceUrls: { identity: `http://127.0.0.1:${port}` },
    keyring: Keyring.fromSecrets('launcher', ['secret']),
    onProgress: () => {},
  }
})
afterEach(() => {
  identity.closeAllConnections()
  identity.close()
})

describe('an installation without the demo', () => {
  const settings = settingsOf({ DATABASE_URL })

  it('gets the platform with no user in it, and a link for its first operator', async () => {
    await prepareTenants(settings, services)
    const logins = await openLogins(settings, services)
    expect(seen.map(({ call }) => call)).toEqual([
      'PUT /tenants/t_platform',
      'POST /tenants/t_platform/first-owner',
    ])
    expect(seen[0]?.body.users).toEqual([])
    expect(JSON.stringify(seen[0])).not.toContain('password')
    expect(logins).toMatchObject({ operator: { link: { token: 'T' } }, demoTenants: [] })
  })

  it('takes the demo’s password from an operator of an earlier demo, and names its companies', async () => {
    known = ['/tenants/t_platform', '/tenants/t_demo']
    await prepareTenants(settings, services)
    const logins = await openLogins(settings, services)
    expect(seen.map(({ body }) => body.publicPassword)).toEqual(['portico'])
    expect(logins?.demoTenants).toEqual(['t_demo'])
  })
})

describe('what the terminal says of the first operator', () => {
  const url = 'http://127.0.0.1:8080'
  const say = (
    state: 'MADE' | 'WAITING' | 'JOINED',
    link: { token: string; expiresAt: string } | null = null,
  ) => firstOperator({ state, username: 'operator', link }, url)

  it('shows the link the first time, then how to get another, then neither', () => {
    expect(say('MADE', { token: 'T', expiresAt: 'tomorrow' })).toContain(`${url}/welcome#T`)
    expect(say('WAITING')).toContain('npm run operator-link')
    expect([say('WAITING'), say('JOINED')].join()).not.toContain('#')
  })

  it('names no password', () => {
    const texts = [say('MADE', { token: 'T', expiresAt: 'tomorrow' }), say('WAITING'), say('JOINED')]
    expect(texts.join()).not.toMatch(/password portico/)
  })
})
