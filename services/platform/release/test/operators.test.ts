import type { Release } from '@portico/release'
import { encodeScope, type OperatorScope, operatorScopeOf } from '@portico/release/context'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ReleaseHarness } from './release-harness.ts'

let harness: ReleaseHarness

beforeAll(async () => {
  harness = await ReleaseHarness.open()
  await harness.published('sales@1.5.0', 'stock@2.0.0')
})
afterAll(() => harness?.close())
afterEach(() => harness.clear())

/** The headers of an operator's call as the gateway signs them. */
function as(name: string, scope: OperatorScope | null = null): Record<string, string> {
  const members = [`portico.actor=${encodeURIComponent(`user:${name}`)}`]
  if (scope) members.push(`portico.scope=${encodeURIComponent(encodeScope(scope))}`)
  return { baggage: members.join(',') }
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
      harness.under.call('POST', '/releases', {
        tenant: null,
        headers: as('olga', scope),
        body: { overlay: { apps } },
      })
    expect((await create({ sales: '1.5.0' })).statusCode).toBe(ofSalesStatus)
    const stock = await create({ stock: '2.0.0' })
    expect(stock.statusCode).toBe(ofStockStatus)
    if (ofStockStatus === 403) expect(stock.json().code).toBe('FORBIDDEN_SCOPE')
  })

  it('lets who administers have gateways forget what they keep, and writes it down', async () => {
    const body = { tenant: 't_demo', operation: 'CatalogProducts', reason: 'wrong prices' }
    const drop = (scope: OperatorScope) =>
      harness.under.call('POST', '/cache-drops', { tenant: null, headers: as('olga', scope), body })
    expect((await drop(ofAll)).json().code).toBe('FORBIDDEN_SCOPE')
    expect((await drop(admin)).statusCode).toBe(204)
    expect(await harness.audited('tenant:t_demo')).toMatchObject([
      {
        ...{ action: 'cache.drop', actor: 'user:olga', reason: 'wrong prices' },
        change: { operation: 'CatalogProducts' },
      },
    ])
  })

  const call = (
    scope: OperatorScope,
    method: 'POST' | 'PATCH' | 'PUT',
    path: string,
    revision: number,
    body: object | string,
  ) => {
    const type = { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' }
    const headers = { ...as('olga', scope), ...type, 'if-match': `"${revision}"` }
    return harness.under.call(method, path, { tenant: null, headers, body })
  }
  const verbs = [
    ['start', 'draft', 'POST', '/start', {}],
    ['discard', 'draft', 'POST', '/abort', {}],
    ['change of audience', 'gray', 'PATCH', '', { percentBp: 100 }],
    ['evict', 'gray', 'PATCH', '', { percentBp: 0, evict: true }],
    ['list', 'gray', 'POST', '/members/allow', { add: ['t1'] }],
    ['block', 'gray', 'POST', '/members/block', { add: ['t1'] }],
    ['whole list', 'gray', 'PUT', '/members/allow', 't1'],
    ['promote', 'gray', 'POST', '/promote', { isForced: true, reason: 'test' }],
    ['abort', 'gray', 'POST', '/abort', {}],
    ['rollback of a gray one', 'gray', 'POST', '/rollback', {}],
    ['rollback', 'full', 'POST', '/rollback', {}],
  ] as const

  it.each(verbs)(
    'of one app refuses %s of another, and of an overlay that has both',
    async (_, state, method, step, body) => {
      const overlays: Record<string, string>[] = [{ stock: '2.0.0' }, { sales: '1.5.0', stock: '2.0.0' }]
      for (const apps of overlays) {
        const draft = await harness.drafted({ overlay: { apps } })
        const gray = state === 'draft' ? draft : ((await harness.step(draft, 'start')).json() as Release)
        const made = state === 'full' ? ((await harness.step(gray, 'promote')).json() as Release) : gray
        const answer = await call(ofSales, method, `/releases/${made.id}${step}`, made.revision, body)
        expect(answer.json()).toMatchObject({ status: 403, code: 'FORBIDDEN_SCOPE', names: ['stock'] })
        expect(await harness.release(made.id)).toEqual(made)
        await harness.clear()
      }
    },
  )

  it.each(verbs)('of the app lets %s of it through', async (_, state, method, step, body) => {
    const draft = await harness.drafted({ overlay: { apps: { sales: '1.5.0' } } })
    const gray = state === 'draft' ? draft : ((await harness.step(draft, 'start')).json() as Release)
    const made = state === 'full' ? ((await harness.step(gray, 'promote')).json() as Release) : gray
    expect((await call(ofSales, method, `/releases/${made.id}${step}`, made.revision, body)).statusCode).toBe(
      200,
    )
  })

  it('of one app makes no release of two, and returns to no earlier set, which is about all', async () => {
    const body = { overlay: { apps: { sales: '1.5.0' }, services: { stock: 'gray' } } }
    expect((await call(ofSales, 'POST', '/releases', 0, body)).json()).toMatchObject({
      code: 'FORBIDDEN_SCOPE',
      names: ['stock'],
    })
    const { revision } = (await harness.call('GET', '/baseline')).json()
    const back = { revision }
    expect((await call(ofSales, 'POST', '/baseline/return', revision, back)).json().code).toBe(
      'FORBIDDEN_SCOPE',
    )
    expect((await call(ofAll, 'POST', '/baseline/return', revision, back)).statusCode).toBe(200)
  })

  it.each([
    ['who may only read', reader],
    ['of one app', ofSales],
  ])('lets one %s read every release with its lists and tenants', async (_, scope) => {
    const { id } = await harness.running({ overlay: { apps: { stock: '2.0.0' } } })
    for (const path of ['', '/members/allow', '/tenants']) {
      const answer = await harness.under.call('GET', `/releases/${id}${path}`, {
        tenant: null,
        headers: as('olga', scope),
      })
      expect(answer.statusCode, path).toBe(200)
    }
  })

  it('keeps tokens, the stop of everything and the settings to those who administer', async () => {
    const calls = [
      ['GET', '/tokens', undefined],
      ['POST', '/stop', { isStopped: false }],
      ['PUT', '/settings', { isFourEyes: false }],
    ] as const
    for (const [method, path, body] of calls) {
      const call = (scope: OperatorScope) =>
        harness.under.call(method, path, { tenant: null, headers: as('olga', scope), body })
      expect((await call(ofAll)).json().code, path).toBe('FORBIDDEN_SCOPE')
      expect((await call(admin)).statusCode, path).toBe(200)
    }
  })
})
