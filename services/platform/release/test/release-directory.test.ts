import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { ReleaseReach } from '@portico/release'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ReleaseHarness } from './release-harness.ts'

/** 25 tenants `t_00`, `t_01`, ... with slugs of their own. */
const tenants = Array.from({ length: 25 }, (_, index) => {
  const number = String(index).padStart(2, '0')
  return {
    id: `t_${number}`,
    slug: `shop-${number}`,
    plan: null,
    region: 'eu',
    createdAt: '2025-01-01T00:00:00Z',
  }
})
let isAway = false
const identity = createServer(async (request, response) => {
  if (isAway) return void response.writeHead(503).end('{}')
  const body = await text(request)
  // The permissions of apps are reported to identity too, whenever that may be.
  if (request.method === 'PUT') return void response.writeHead(204).end()
  const items = request.url?.startsWith('/directory-facts') ? tenants : named(body)
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ items }))
})

function named(body: string): { ref: string; id: string }[] {
  const { refs } = JSON.parse(body) as { refs: string[] }
  return refs.flatMap(ref => {
    const found = tenants.find(({ id, slug }) => id === ref || slug === ref)
    return found ? [{ ref, id: found.id }] : []
  })
}

let harness: ReleaseHarness
beforeAll(async () => {
  await new Promise<void>(resolve => identity.listen(0, '127.0.0.1', resolve))
  const { port } = identity.address() as AddressInfo
  harness = await ReleaseHarness.open()
  // As in a product: this service starts first, and learns of the others by their heartbeats alone.
  const body = { service: 'identity', tag: 'stable', version: '1.0.0', url: `http://127.0.0.1:${port}` }
  expect((await harness.call('PUT', '/instances/identity-1', { body })).statusCode).toBe(200)
  await harness.published('sales@1.5.0')
})
afterAll(async () => {
  await harness.close()
  identity.closeAllConnections()
  identity.close()
})
afterEach(() => {
  isAway = false
})

const overlay = { apps: { sales: '1.5.0' } }
const listed = async (id: string) =>
  (await harness.call('GET', `/releases/${id}/members/allow`))
    .json()
    .items.map((one: { tenantId: string }) => one.tenantId)

function upload({ id, revision }: { id: string; revision: number }, lines: string, search = '') {
  const headers = { 'if-match': `"${revision}"`, 'content-type': 'text/plain' }
  return harness.call('PUT', `/releases/${id}/members/allow${search}`, { headers, body: lines })
}

test('a tenant the directory does not know is named and refused on every way onto a list, unless forced', async () => {
  const body = { overlay, allow: ['t_01', 't_typo'] }
  const refused = (await harness.call('POST', '/releases', { body })).json()
  expect(refused).toMatchObject({ code: 'TENANT_UNKNOWN', tenants: ['t_typo'], count: 1 })
  const blocked = (
    await harness.call('POST', '/releases', { body: { overlay, block: ['t_unknown'] } })
  ).json()
  expect(blocked).toMatchObject({ code: 'TENANT_UNKNOWN', tenants: ['t_unknown'] })
  const draft = await harness.drafted({ ...body, isForced: true })
  expect(await listed(draft.id)).toEqual(['t_01', 't_typo'])
  expect((await harness.members(draft, 'allow', { add: ['ghost'] })).json()).toMatchObject({
    code: 'TENANT_UNKNOWN',
  })
  expect((await upload(draft, 't_02\nghost\n')).json()).toMatchObject({
    code: 'TENANT_UNKNOWN',
    tenants: ['ghost'],
  })
  expect(await listed(draft.id)).toEqual(['t_01', 't_typo'])
  // One that should never have come must be able to go.
  expect((await harness.members(draft, 'allow', { remove: ['t_typo'] })).statusCode).toBe(200)
  const fresh = await harness.release(draft.id)
  expect((await upload(fresh, 't_02\nghost\n', '?force=true')).statusCode).toBe(200)
  expect(await listed(draft.id)).toEqual(['ghost', 't_02'])
})

test('a slug is understood where an id is meant, coming and going', async () => {
  const draft = await harness.drafted({ overlay, allow: ['shop-03'] })
  expect(await listed(draft.id)).toEqual(['t_03'])
  const more = (await harness.members(draft, 'allow', { add: ['shop-04'], remove: ['shop-03'] })).json()
  expect(await listed(draft.id)).toEqual(['t_04'])
  expect((await upload(more, 'shop-05\nt_06\n')).statusCode).toBe(200)
  expect(await listed(draft.id)).toEqual(['t_05', 't_06'])
})

test('while the directory is away lists are taken as they are', async () => {
  isAway = true
  const draft = await harness.drafted({ overlay, allow: ['t_unknown'] })
  expect(await listed(draft.id)).toEqual(['t_unknown'])
})

test('a dry run says how many it reaches, shows twenty, and changes nothing', async () => {
  const draft = await harness.drafted({ overlay, allow: ['t_01'], block: ['t_02'] })
  const ask = async (search = ''): Promise<ReleaseReach> =>
    (await harness.call('GET', `/releases/${draft.id}/reach${search}`)).json()
  expect(await ask()).toEqual({
    percentBp: 0,
    reached: 1,
    total: 25,
    tenants: [{ tenantId: 't_01', slug: 'shop-01', reason: 'ALLOW' }],
  })
  const all = await ask('?percentBp=10000')
  expect([all.reached, all.total, all.tenants.length]).toEqual([24, 25, 20])
  expect(await harness.release(draft.id)).toMatchObject({ percentBp: 0, revision: draft.revision })
  isAway = true
  expect(await ask()).toMatchObject({ status: 503, code: 'DIRECTORY_AWAY' })
})

test('a dry run before the release is made says what one of the release says then, and keeps nothing', async () => {
  const rules = {
    salt: 'spring',
    percentBp: 3000,
    constraints: [{ attribute: 'region' as const, operator: 'in' as const, values: ['eu'] }],
    allow: ['shop-01'],
    block: ['t_02'],
  }
  const before = (await harness.call('POST', '/releases/reach', { body: rules })).json()
  expect([before.total, before.reached > 1, before.reached < 24]).toEqual([25, true, true])
  const draft = await harness.drafted({ overlay, ...rules })
  expect((await harness.call('GET', `/releases/${draft.id}/reach`)).json()).toEqual(before)
  const unknown = await harness.call('POST', '/releases/reach', { body: { ...rules, allow: ['ghost'] } })
  expect(unknown.json()).toMatchObject({ code: 'TENANT_UNKNOWN', tenants: ['ghost'] })
  const publisher = { baggage: 'portico.actor=user%3Alisa,portico.scope=publish%3B*' }
  const refused = await harness.call('POST', '/releases/reach', { body: rules, headers: publisher })
  expect(refused.json()).toMatchObject({ code: 'FORBIDDEN_SCOPE' })
})
