import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { service } from '../src/index.ts'

const PASSWORD = 'a door that opens from the inside'
let identity: ServiceUnderTest
let count = 0
let slug: string
let id: string

beforeAll(async () => {
  identity = await startForTest(service)
})
afterAll(() => identity?.stop())
beforeEach(async () => {
  slug = `new${count++}`
  id = `t_${slug}`
  await putTenant([])
})

function putTenant(users: object[]) {
  const body = { slug, kind: 'platform', name: slug, currency: 'CNY', timeZone: 'UTC', users }
  return identity.call('PUT', `/tenants/${id}`, { tenant: id, body })
}

function ask(isAskedAgain = false, tenant = id, more: object = {}) {
  const body = { username: 'operator', displayName: 'Operator', isAskedAgain, ...more }
  return identity.call('POST', `/tenants/${id}/first-owner`, { tenant, body })
}

function useLink(token: string) {
  return identity.call('POST', '/links/use', { tenant: null, body: { token, password: PASSWORD } })
}

function logIn(password: string) {
  const body = { tenant: slug, username: 'operator', password }
  return identity.call('POST', '/login', { tenant: null, body })
}

describe('the first owner of a company', () => {
  it('comes by a link that is shown once, works once, and is over after a day', async () => {
    const { state, link } = (await ask()).json()
    expect(state).toBe('MADE')
    expect(Date.parse(link.expiresAt) - Date.now()).toBeLessThanOrEqual(24 * 3600_000)
    expect((await ask()).json()).toEqual({ state: 'WAITING', username: 'operator', link: null })
    expect((await useLink(link.token)).statusCode).toBe(200)
    expect((await useLink(link.token)).json()).toMatchObject({ code: 'LINK_INVALID' })
    expect((await logIn(PASSWORD)).json()).toMatchObject({ roles: ['operator'] })
  })

  it('has no password before: neither that of the demo nor an empty one gets in', async () => {
    await ask()
    const answers = await Promise.all(['portico', 'operator', ''].map(logIn))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401, 401])
  })

  it('gets a new link on demand, and the one before is void', async () => {
    const lost = (await ask()).json().link.token
    const { link } = (await ask(true)).json()
    expect((await useLink(lost)).statusCode).toBe(404)
    expect((await useLink(link.token)).statusCode).toBe(200)
  })

  it('is one, also of two that ask at the same moment', async () => {
    const states = await Promise.all([ask(), ask()])
    expect(states.map(answer => answer.json().state).sort()).toEqual(['MADE', 'WAITING'])
  })

  it('is not made beside one who has joined, whichever caller asks for it again', async () => {
    await putTenant([{ username: 'chief', displayName: 'Chief', password: PASSWORD, role: 'operator' }])
    const joined = { state: 'JOINED', username: 'chief', link: null }
    expect([(await ask()).json(), (await ask(true)).json()]).toEqual([joined, joined])
  })

  it('loses the password of the demo, and any session with it, and gets a link', async () => {
    const operator = { username: 'operator', displayName: 'Op', password: 'portico', role: 'operator' }
    await putTenant([operator])
    expect((await logIn('portico')).statusCode).toBe(200)
    const { state, link } = (await ask(false, id, { publicPassword: 'portico' })).json()
    expect([state, (await logIn('portico')).statusCode]).toEqual(['MADE', 401])
    await useLink(link.token)
    const again = (await ask(false, id, { publicPassword: 'portico' })).json()
    expect([again.state, (await logIn(PASSWORD)).statusCode]).toEqual(['JOINED', 200])
  })

  it('of another company is out of reach', async () => {
    expect((await ask(true, 't_other')).statusCode).toBe(404)
  })
})
