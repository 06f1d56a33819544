import type { Release } from '@portico/release'
import { encodeScope, type OperatorScope, operatorScopeOf } from '@portico/release/context'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ReleaseDesk } from './release-desk.ts'

let desk: ReleaseDesk

beforeAll(async () => {
  desk = await ReleaseDesk.open()
  await desk.published('sales@1.5.0', 'stock@2.0.0')
})
afterAll(() => desk?.close())
afterEach(async () => {
  await desk.clear()
  await desk.run('update platform_setting set is_four_eyes = false')
})

const sales = { overlay: { apps: { sales: '1.5.0' } } }

/** The headers of an operator's call as the gateway signs them. */
function as(name: string, scope: OperatorScope | null = null): Record<string, string> {
  const members = [`portico.actor=${encodeURIComponent(`user:${name}`)}`]
  if (scope) members.push(`portico.scope=${encodeURIComponent(encodeScope(scope))}`)
  return { baggage: members.join(',') }
}

function promote({ id, revision }: Release, headers: Record<string, string>, reason = 'ready') {
  const all = { ...headers, 'if-match': `"${revision}"` }
  return desk.under.call('POST', `/releases/${id}/promote`, { tenant: null, headers: all, body: { reason } })
}

describe('the role of an operator', () => {
  const reader = operatorScopeOf(['platform.release.read'])
  const ofSales = operatorScopeOf(['platform.release.read', 'platform.release.write:sales'])
  const ofAll = operatorScopeOf(['platform.release.read', 'platform.release.write'])
  const admin = operatorScopeOf(['platform.release.read', 'platform.administer'])

  it.each([
    ['who may only read', reader, 403, 403],
    ['of the app', ofSales, 201, 403],
    ['of every app', ofAll, 201, 201],
    ['who administers', admin, 403, 403],
  ])('lets one %s make releases of what is in reach', async (_, scope, ofSalesStatus, ofStockStatus) => {
    const create = (apps: object) =>
      desk.under.call('POST', '/releases', {
        tenant: null,
        headers: as('olga', scope),
        body: { overlay: { apps } },
      })
    expect((await create({ sales: '1.5.0' })).statusCode).toBe(ofSalesStatus)
    const stock = await create({ stock: '2.0.0' })
    expect(stock.statusCode).toBe(ofStockStatus)
    if (ofStockStatus === 403) expect(stock.json().code).toBe('FORBIDDEN_SCOPE')
  })

  it('keeps tokens, the stop of everything and the settings to those who administer', async () => {
    const calls = [
      ['GET', '/tokens', undefined],
      ['POST', '/stop', { isStopped: false }],
      ['PUT', '/settings', { isFourEyes: false }],
    ] as const
    for (const [method, path, body] of calls) {
      const call = (scope: OperatorScope) =>
        desk.under.call(method, path, { tenant: null, headers: as('olga', scope), body })
      expect((await call(ofAll)).json().code, path).toBe('FORBIDDEN_SCOPE')
      expect((await call(admin)).statusCode, path).toBe(200)
    }
  })
})

describe('four eyes', () => {
  const turnOn = () =>
    desk.under.call('PUT', '/settings', { tenant: null, headers: as('anna'), body: { isFourEyes: true } })

  it('lets a promotion take effect when a second operator approves it, and the audit shows both', async () => {
    await turnOn()
    const gray = await desk.running(sales)
    const asked = (await promote(gray, as('olga'))).json()
    expect(asked).toMatchObject({
      state: 'gray',
      promotion: { requestedBy: 'user:olga', reason: 'ready', requestedAt: expect.any(String) },
    })
    expect(asked.promotion).not.toHaveProperty('person')
    expect((await desk.baseline()).apps).not.toMatchObject({ sales: '1.5.0' })
    expect((await promote(asked, as('olga'))).json()).toMatchObject({ status: 409, code: 'OWN_APPROVAL' })
    const full = (await promote(asked, as('peter'), 'looked at it')).json()
    expect(full.state).toBe('full')
    expect(full).not.toHaveProperty('promotion')
    const [promoted, request] = await desk.audited(`release:${gray.id}`)
    expect(request).toMatchObject({ action: 'release.promote-request', actor: 'user:olga' })
    expect(promoted).toMatchObject({
      action: 'release.promote',
      actor: 'user:peter',
      change: { requestedBy: 'user:olga', approvedBy: 'user:peter' },
    })
    expect((await desk.audited('settings:platform'))[0]).toMatchObject({
      actor: 'user:anna',
      change: { isFourEyes: { from: false, to: true } },
    })
  })

  it('takes a token and the operator who made it for one, and no approval of a token', async () => {
    await turnOn()
    const wanted = { name: 'ci', apps: ['sales'], actions: ['release', 'read'], expiresAt: inADay() }
    const made = await desk.under.call('POST', '/tokens', { tenant: null, headers: as('olga'), body: wanted })
    const token = { authorization: `Bearer ${made.json().secret}` }
    const asked = (await promote(await desk.running(sales), token)).json()
    expect(asked.promotion).toMatchObject({ requestedBy: 'token:ci' })
    expect((await promote(asked, as('olga'))).json().code).toBe('OWN_APPROVAL')
    expect((await promote(asked, as('peter'))).json().state).toBe('full')

    await desk.clear()
    const byPeter = (await promote(await desk.running(sales), as('peter'))).json()
    expect((await promote(byPeter, token)).json()).toMatchObject({ status: 403, code: 'NEEDS_PERSON' })
  })

  it('forgets the request when the release is changed: what was asked for is not what it is now', async () => {
    await turnOn()
    const asked = (await promote(await desk.running(sales), as('olga'))).json()
    const changed = (await desk.change(asked, { percentBp: 100 })).json()
    expect(changed).not.toHaveProperty('promotion')
    expect((await promote(changed, as('peter'))).json()).toMatchObject({
      state: 'gray',
      promotion: { requestedBy: 'user:peter' },
    })
  })

  it('lets one of two in who approve at the same time', async () => {
    await turnOn()
    const asked = (await promote(await desk.running(sales), as('olga'))).json()
    const answers = await Promise.all(['peter', 'anna'].map(name => promote(asked, as(name))))
    expect(answers.map(answer => answer.statusCode).sort()).toEqual([200, 412])
  })
})

function inADay(): string {
  return new Date(Date.now() + 24 * 3_600_000).toISOString()
}
