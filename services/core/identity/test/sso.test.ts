import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { service } from '../src/index.ts'
import { IssuerHosts } from '../src/providers/issuer-hosts.ts'
import { client, type RunningProvider, redirectUri, startProvider } from './fake-provider.ts'
import { attempt, forgetFailures, provision } from './login-page.ts'

let identity: ServiceUnderTest
let provider: RunningProvider
let owner: { tenant: string; context: { userId: string } }
let slug: string
let count = 0

beforeAll(async () => {
  provider = await startProvider()
  identity = await startForTest(service, { PORTICO_SSO_HOSTS: '127.0.0.1' })
})
afterAll(async () => {
  await identity?.stop()
  await provider?.close()
})
beforeEach(async () => {
  await forgetFailures(identity)
  count += 1
  slug = `shop${count}`
  await provision(identity, slug, ['owner', 'clerk'])
  const { user } = (await attempt(identity, { tenant: slug })).json()
  owner = { tenant: `t_${slug}`, context: { userId: user.id } }
  provider.people.clear()
  expect((await offer()).statusCode).toBe(204)
})

async function versionOf(): Promise<number> {
  return (await identity.call('GET', '/sso/settings', owner)).json()?.version ?? 0
}

async function offer(changes: object = {}, version?: number) {
  const body = {
    issuer: provider.issuer,
    ...client,
    scopes: 'openid profile email groups',
    groupsClaim: 'groups',
    roleByGroup: [
      { group: 'bosses', role: 'manager' },
      { group: 'tills', role: 'clerk' },
    ],
    defaultRole: null,
    allowsPasswords: true,
    ...changes,
  }
  const headers = { 'if-match': `"${version ?? (await versionOf())}"` }
  return identity.call('PUT', '/sso/settings', { ...owner, headers, body })
}

async function start() {
  const response = await identity.call('POST', '/sso/start', {
    tenant: null,
    body: { tenant: slug, redirectUri },
  })
  expect(response.statusCode, response.body).toBe(200)
  return response.json() as { url: string; state: string }
}

function finish(state: string, back: URL) {
  const body = { state, redirectUri, query: back.search }
  return identity.call('POST', '/sso/finish', { tenant: null, body })
}

async function arrive(subject: string) {
  const { url, state } = await start()
  return finish(state, await provider.logIn(url, subject))
}

function person(name: string, groups: string[], more: object = {}) {
  provider.people.set(`sub-${name}`, { preferred_username: name, name: `Ms ${name}`, groups, ...more })
  return `sub-${name}`
}

describe('a login at the tenant’s provider', () => {
  it('asks with code, PKCE, state and nonce', async () => {
    const { url, state } = await start()
    const asked = Object.fromEntries(new URL(url).searchParams)
    expect(asked).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      state,
      nonce: expect.any(String),
      redirect_uri: redirectUri,
    })
  })

  it('makes the user with the role of the first group that matches, and knows the user again', async () => {
    const subject = person('lin', ['tills', 'bosses'])
    const first = (await arrive(subject)).json()
    expect(first).toMatchObject({
      user: { username: 'lin', displayName: 'Ms lin' },
      tenant: { slug },
      roles: ['manager'],
      permissions: expect.arrayContaining(['workbench.read']),
    })
    provider.people.set(subject, { preferred_username: 'renamed', name: 'Ms lin', groups: ['tills'] })
    const again = (await arrive(subject)).json()
    expect(again.user.id).toBe(first.user.id)
    expect(again.roles).toEqual(['clerk'])
  })

  it('lets no person in who is in no group that has a role', async () => {
    const refused = await arrive(person('visitor', ['guests']))
    expect(refused.json()).toMatchObject({ status: 403, code: 'SSO_NO_ROLE' })
    await offer({ defaultRole: 'clerk' })
    expect((await arrive('sub-visitor')).json().roles).toEqual(['clerk'])
  })

  it('takes no account over by its name, nor by an email that was not verified', async () => {
    const refused = await arrive(person('owner', ['tills'], { email: 'owner', email_verified: false }))
    expect(refused.json()).toMatchObject({ status: 409, code: 'SSO_ACCOUNT_EXISTS' })
  })

  it('links an account whose user name is the verified email; an owner stays one', async () => {
    await provision(identity, slug, ['boss@shop.example'])
    const more = { email: 'Boss@Shop.example', email_verified: true }
    const linked = (await arrive(person('boss', ['tills'], more))).json()
    expect(linked).toMatchObject({ user: { username: 'boss@shop.example' }, roles: ['owner'] })
  })

  it('refuses a locked user', async () => {
    const subject = person('mei', ['tills'])
    const { user } = (await arrive(subject)).json()
    await identity.database.tenant(owner.tenant, tx =>
      tx.run('update user_account set locked_at = now() where id = $1', [user.id]),
    )
    expect((await arrive(subject)).json().code).toBe('USER_LOCKED')
  })
})

describe('what comes back', () => {
  it('is taken once, and only with the state of the browser that went', async () => {
    const subject = person('ana', ['tills'])
    const mine = await start()
    const other = await start()
    const back = await provider.logIn(mine.url, subject)
    expect((await finish(other.state, back)).statusCode).toBeGreaterThanOrEqual(400)
    expect((await finish(mine.state, back)).statusCode).toBe(200)
    expect((await finish(mine.state, back)).json()).toMatchObject({ status: 400, code: 'SSO_STATE_LOST' })
  })

  it('is refused in words when the provider refuses', async () => {
    const { state } = await start()
    const back = new URL(redirectUri)
    back.search = String(new URLSearchParams({ error: 'access_denied', state, iss: provider.issuer }))
    expect((await finish(state, back)).json()).toMatchObject({ code: 'SSO_REFUSED', reason: 'access_denied' })
  })

  it('is refused when the code is made up', async () => {
    const { state } = await start()
    const back = new URL(redirectUri)
    back.search = String(new URLSearchParams({ code: 'made-up', state, iss: provider.issuer }))
    expect((await finish(state, back)).json().code).toBe('SSO_REFUSED')
  })
})

describe('the settings', () => {
  it('never answer the secret, and keep it when it is left out', async () => {
    const shown = await identity.call('GET', '/sso/settings', owner)
    expect(shown.body).not.toContain(client.clientSecret)
    expect(shown.json()).toMatchObject({ issuer: provider.issuer, clientId: client.clientId })
    expect((await offer({ clientSecret: undefined, defaultRole: 'clerk' })).statusCode).toBe(204)
    expect((await arrive(person('kept', []))).statusCode).toBe(200)
    const rows = await identity.database.tenant(owner.tenant, tx => tx.list('select * from sso_provider'))
    expect(JSON.stringify(rows)).not.toContain(client.clientSecret)
  })

  it('never send a kept secret to another provider or in the name of another client', async () => {
    const kept = { clientSecret: undefined }
    const other = await offer({ ...kept, issuer: `${provider.issuer}/other` })
    expect(other.json()).toMatchObject({ status: 400, code: 'INVALID_REQUEST' })
    expect((await offer({ ...kept, clientId: 'another' })).json().code).toBe('INVALID_REQUEST')
    const shown = await identity.call('GET', '/sso/settings', owner)
    expect(shown.json()).toMatchObject({ issuer: provider.issuer, clientId: client.clientId })
  })

  it('of another owner are not written over unseen, nor after they were removed and made anew', async () => {
    const seen = await versionOf()
    expect((await offer({ defaultRole: 'clerk' }, seen)).statusCode).toBe(204)
    const late = await offer({ allowsPasswords: false }, seen)
    expect(late.json()).toMatchObject({
      status: 412,
      code: 'VERSION_CONFLICT',
      currentVersion: await versionOf(),
    })
    const second = await versionOf()
    await identity.call('DELETE', '/sso/settings', owner)
    expect((await offer({}, second)).json().code).toBe('VERSION_CONFLICT')
    expect((await offer({}, 0)).statusCode).toBe(204)
    expect((await offer({}, 0)).json().code).toBe('VERSION_CONFLICT')
    const body = { issuer: provider.issuer }
    expect(
      (await identity.call('PUT', '/sso/settings', { ...owner, body })).statusCode,
    ).toBeGreaterThanOrEqual(400)
    expect([seen, second]).not.toContain(await versionOf())
  })

  it('are an owner’s, and give no role of more than the owner has', async () => {
    const { user } = (await attempt(identity, { tenant: slug, username: 'clerk' })).json()
    const clerk = { ...owner, context: { userId: user.id } }
    expect((await identity.call('GET', '/sso/settings', clerk)).json().code).toBe('FORBIDDEN')
    expect((await offer({ defaultRole: 'operator' })).json().code).toBe('ROLE_UNKNOWN')
  })

  it.each([
    'http://example.com',
    'https://',
    'https://a b',
    'https://10.0.0.1',
    'https://169.254.169.254',
    'https://[::1]:9',
    'https://[::ffff:10.0.0.1]',
    'https://2130706434',
  ])('refuse an issuer at %s: the service must not call inner addresses', async issuer => {
    expect((await offer({ issuer })).json()).toMatchObject({ status: 422, code: 'SSO_ADDRESS_REFUSED' })
  })

  it('refuse a name that leads to an inner address', async () => {
    const hosts = new IssuerHosts([], async () => [{ address: '203.0.113.7' }, { address: '10.1.2.3' }])
    await expect(hosts.assert(new URL('https://id.example'))).rejects.toMatchObject({
      code: 'SSO_ADDRESS_REFUSED',
    })
    const outer = new IssuerHosts([], async () => [{ address: '203.0.113.7' }])
    await expect(outer.assert(new URL('https://id.example'))).resolves.toBeUndefined()
  })

  it('call no inner address under a name that led outside a moment ago', async () => {
    const { port } = new URL(provider.issuer)
    const answers = [[{ address: '203.0.113.7' }], [{ address: '127.0.0.1' }]]
    const hosts = new IssuerHosts([], async () => answers.shift() ?? [])
    onTestFinished(() => hosts.close())
    const call = hosts.fetch(new URL(`https://id.example:${port}/`), {})
    await expect(call).rejects.toMatchObject({ cause: { code: 'SSO_ADDRESS_REFUSED' } })
    expect(answers).toEqual([])
  })

  it('can close passwords for all but owners, for the day the provider is away', async () => {
    await offer({ allowsPasswords: false })
    const refused = await attempt(identity, { tenant: slug, username: 'clerk' })
    expect(refused.json()).toMatchObject({ status: 403, code: 'PASSWORD_LOGIN_OFF' })
    expect((await attempt(identity, { tenant: slug, username: 'clerk', password: 'x' })).json().code).toBe(
      'LOGIN_FAILED',
    )
    expect((await attempt(identity, { tenant: slug })).statusCode).toBe(200)
  })
})

it('says of a tenant without one what it says of a tenant that is not there', async () => {
  await identity.call('DELETE', '/sso/settings', owner)
  const answers = await Promise.all(
    [slug, 'nowhere'].map(tenant =>
      identity.call('POST', '/sso/start', { tenant: null, body: { tenant, redirectUri } }),
    ),
  )
  expect(answers[0]?.json()).toEqual(answers[1]?.json())
  expect(answers[0]?.json().code).toBe('SSO_NOT_OFFERED')
})
