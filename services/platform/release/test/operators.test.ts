import { encodeScope, type OperatorScope, operatorScopeOf } from '@portico/release/context'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ReleaseDesk } from './release-desk.ts'

let desk: ReleaseDesk

beforeAll(async () => {
  desk = await ReleaseDesk.open()
  await desk.published('sales@1.5.0', 'stock@2.0.0')
})
afterAll(() => desk?.close())
afterEach(() => desk.clear())

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
