import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { DecisionRecord, IncidentReport, Release } from '@portico/release'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ReleaseHarness } from './release-harness.ts'

let harness: ReleaseHarness
let identity: Server
let release: Release
let answer: { status: number; body: object } = { status: 200, body: {} }
let asked = 0

beforeAll(async () => {
  identity = createServer((_request, reply) => {
    asked += 1
    reply.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
  })
  await new Promise<void>(resolve => identity.listen(0, '127.0.0.1', resolve))
  harness = await ReleaseHarness.open({
    IDENTITY_URL: `http://127.0.0.1:${(identity.address() as AddressInfo).port}`,
  })
  await harness.published('sales@1.5.0')
  await harness.instance('g1')
  await harness.instance('c1', 'canary', 'inventory')
  await harness.based({ services: { inventory: 'canary' } })
  release = await harness.running({
    overlay: { apps: { sales: '1.5.0' }, services: { sales: 'gray' } },
    allow: ['t_in'],
    block: ['t_out'],
  })
})
afterAll(async () => {
  await harness.close()
  identity.close()
})

describe('a snapshot', () => {
  const content = { shell: '1', apps: { sales: '1.5.0' }, shared: {}, services: {}, releases: [] }
  const report = (at: string, pageCount: number) =>
    harness.call('POST', '/snapshots', { body: { items: [{ id: 's1', content, at, pageCount }] } })

  it('is known from its first page to its last', async () => {
    expect((await report('2026-03-02T10:00:00Z', 2)).statusCode).toBe(204)
    await report('2026-03-01T10:00:00Z', 1)
    const one = (await harness.call('GET', '/snapshots/s1')).json()
    expect(one).toEqual({
      id: 's1',
      content,
      firstServedAt: '2026-03-01T10:00:00.000Z',
      lastServedAt: '2026-03-02T10:00:00.000Z',
      pageCount: 3,
    })
    expect((await harness.call('GET', '/snapshots')).json()).toEqual({ items: [one], nextCursor: null })
    expect((await harness.call('GET', '/snapshots/s2')).statusCode).toBe(404)
  })
})

describe('a decision', () => {
  const record = (
    requestId: string,
    at: string,
    isGray: boolean,
    tenantId: string | null = 't_in',
  ): DecisionRecord => ({
    requestId,
    at,
    tenantId,
    kind: 'call',
    snapshotId: 's1',
    rulesRevision: 7,
    isStale: false,
    decisions: [{ releaseId: release.id, isGray, reason: isGray ? 'ALLOW' : 'DEFAULT' }],
    route: 'sales=gray@1.5.0',
  })
  const report = (...items: DecisionRecord[]) => harness.call('POST', '/decisions', { body: { items } })
  const tenants = async () => (await harness.call('GET', `/releases/${release.id}/tenants`)).json().items

  it('is found by its request, and shows who is on a release as long as the newest says so', async () => {
    const first = record('r1', new Date().toISOString(), true)
    await report(first, first, record('r2', first.at, true, null), record('r3', first.at, true, 't_b'))
    expect((await harness.call('GET', '/decisions/r1')).json()).toEqual(first)
    expect((await tenants()).map(({ tenantId }: { tenantId: string }) => tenantId)).toEqual(['t_in', 't_b'])
    const later = new Date(Date.now() + 1000).toISOString()
    await report(record('r4', later, false))
    await report(record('r5', first.at, true))
    expect(await tenants()).toMatchObject([{ tenantId: 't_b', reason: 'ALLOW' }])
  })

  it('that was seen last is found by an index, among however many tenants', async () => {
    const plan = await harness.under.database.transaction({}, async tx => {
      await tx.run('set local enable_seqscan = off')
      await tx.run('set local enable_sort = off')
      return tx.list(`explain select tenant_id from release_tenant
        where release_id = 'r' and is_gray and (last_seen_at, tenant_id) < (now(), 't')
        order by last_seen_at desc, tenant_id desc limit 50`)
    })
    expect(JSON.stringify(plan)).toContain('release_tenant_seen')
    expect(JSON.stringify(plan)).not.toContain('Sort')
  })
})

describe('an incident', () => {
  it('counts while it is the same, and is another for another tenant', async () => {
    const trouble: IncidentReport = {
      releaseId: release.id,
      app: 'sales',
      version: '1.5.0',
      tenantId: 't_in',
      code: 'ENTRY_HTTP',
      message: '500',
      fallback: '1.4.0',
    }
    const report = (body: object) => harness.call('POST', '/incidents', { body })
    await Promise.all([report(trouble), report(trouble), report(trouble)])
    expect((await report({ ...trouble, message: '502' })).json()).toMatchObject({ count: 4, message: '502' })
    await report({ ...trouble, tenantId: 't_b' })
    await report({ ...trouble, releaseId: null })
    const { items } = (await harness.call('GET', `/incidents?release=${release.id}`)).json()
    expect(
      items.map(({ tenantId, count }: { tenantId: string; count: number }) => [tenantId, count]),
    ).toEqual([
      ['t_b', 1],
      ['t_in', 4],
    ])
  })
})

describe('the routing of a tenant', () => {
  const tag = async (tenantId: string) => (await harness.call('GET', `/routing/${tenantId}`)).json().services

  it('is the baseline with the releases it is on', async () => {
    asked = 0
    expect(await tag('t_in')).toEqual({ inventory: 'canary', sales: 'gray' })
    expect(await tag('t_out')).toEqual({ inventory: 'canary' })
    expect(await tag('t_else')).toEqual({ inventory: 'canary' })
    expect(asked).toBe(0)
  })

  it('looks at the facts of the tenant for conditions, and is stable while they are unknown', async () => {
    const constraints = [{ attribute: 'plan', operator: 'in', values: ['pro'] }]
    release = (await harness.change(release, { percentBp: 10_000, constraints })).json()
    const known = { id: 't_else', slug: 'else', name: 'Else', currency: 'GBP', timeZone: 'Europe/London' }
    answer = { status: 200, body: { ...known, plan: 'pro' } }
    expect(await tag('t_else')).toEqual({ inventory: 'canary', sales: 'gray' })
    answer = { status: 200, body: { ...known, plan: 'free' } }
    expect(await tag('t_else')).toEqual({ inventory: 'canary' })
    answer = { status: 503, body: {} }
    expect(await tag('t_else')).toEqual({ inventory: 'canary' })
    expect(await tag('t_in')).toEqual({ inventory: 'canary', sales: 'gray' })
  })

  it('is the baseline when everything is stopped', async () => {
    await harness.call('POST', '/stop', { body: { isStopped: true } })
    expect(await tag('t_in')).toEqual({ inventory: 'canary' })
    await harness.call('POST', '/stop', { body: { isStopped: false } })
  })
})

describe('a token', () => {
  const token = async (name: string, apps: string[]) => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
    const body = { name, apps, actions: ['release', 'read'], expiresAt }
    const created = await harness.call('POST', '/tokens', { body })
    return { authorization: `Bearer ${created.json().secret}` }
  }

  it('releases only what is in its scope, services too', async () => {
    const sales = await token('sales-team', ['sales'])
    const draft = (body: object) => harness.call('POST', '/releases', { body, headers: sales })
    expect((await draft({ overlay: { apps: { sales: '1.5.0' } } })).statusCode).toBe(201)
    const other = await draft({ overlay: { apps: { sales: '1.5.0' }, services: { inventory: 'gray' } } })
    expect(other.json()).toMatchObject({ code: 'FORBIDDEN_SCOPE', names: ['inventory'] })
    const stock = await token('stock-team', ['stock'])
    const headers = { ...stock, 'if-match': `"${release.revision}"` }
    const abort = await harness.call('POST', `/releases/${release.id}/abort`, { headers })
    expect(abort.json().code).toBe('FORBIDDEN_SCOPE')
  })

  it('of every app still may not stop the platform, nor say where a service is or how a release does', async () => {
    const headers = await token('everything', ['*'])
    const refused = [
      harness.call('POST', '/stop', { headers, body: { isStopped: true } }),
      harness.call('PUT', '/instances/x', {
        headers,
        body: { service: 'sales', tag: 'stable', version: '1', url: 'http://127.0.0.1:1' },
      }),
      harness.call('DELETE', '/instances/g1', { headers }),
      harness.call('POST', '/measurements', { headers, body: { items: [] } }),
    ]
    for (const { statusCode, body } of await Promise.all(refused)) {
      expect([statusCode, JSON.parse(body).code]).toEqual([403, 'FORBIDDEN_SCOPE'])
    }
  })

  it('that is none is refused on every route, those that only read too', async () => {
    const headers = { authorization: 'Bearer ptk_nonsense' }
    expect((await harness.call('GET', '/releases', { headers })).json().code).toBe('TOKEN_INVALID')
  })
})
