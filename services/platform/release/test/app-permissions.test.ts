import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { AddedPermissions } from '@portico/identity-contract'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readLivePermissions } from '../src/permissions/live-permissions.ts'
import { app } from './artifacts-archive.ts'
import { ReleaseHarness } from './release-harness.ts'

const title = { 'zh-CN': '退款', en: 'Refund' }
const refund = { name: 'returns.refund.write', title, roles: ['manager'] }
const label = { name: 'returns.label.read', title }

let harness: ReleaseHarness
let identity: Server
/** What identity was sent, and the statuses it answers, the last one again and again. */
let sent: AddedPermissions[]
let statuses: number[]

beforeAll(async () => {
  sent = []
  statuses = [204]
  identity = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 500
    if (status === 204) sent.push(JSON.parse(text))
    response.writeHead(status).end()
  }).listen(0, '127.0.0.1')
  await once(identity, 'listening')
  harness = await ReleaseHarness.open()
  await harness.publishedWhole('returns@1.0.0', { permissions: [refund] })
  await harness.publishedWhole('returns@2.0.0', { permissions: [{ ...refund, roles: ['clerk'] }, label] })
  await harness.publishedWhole('sales@1.0.0', {})
})
afterAll(async () => {
  await harness.close()
  identity.closeAllConnections()
  identity.close()
})

const live = async () => (await readLivePermissions(harness.under.database)).items

describe('what apps add to the permissions counts', () => {
  it('not by being published', async () => {
    await harness.based({ apps: { sales: '1.0.0' } })
    expect(await live()).toEqual([])
  })

  it('of the baseline', async () => {
    await harness.based({ apps: { sales: '1.0.0', returns: '1.0.0' } })
    expect(await live()).toEqual([{ app: 'returns', ...refund }])
  })

  it('of a running release where it is new, while all else stays as the baseline has it', async () => {
    const gray = await harness.running({ overlay: { apps: { returns: '2.0.0' } } })
    expect(await live()).toEqual([
      { app: 'returns', ...label, roles: [] },
      { app: 'returns', ...refund },
    ])
    await harness.step(gray, 'abort')
    expect(await live()).toEqual([{ app: 'returns', ...refund }])
  })

  it('no more when the app has left', async () => {
    await harness.based({ apps: { sales: '1.0.0' } })
    expect(await live()).toEqual([])
  })
})

describe('identity', () => {
  const beat = (service: string) => {
    const { port } = identity.address() as AddressInfo
    const body = { service, tag: 'stable', version: '1.0.0', url: `http://127.0.0.1:${port}` }
    return harness.call('PUT', `/instances/${service}`, { body })
  }

  it('is sent it once it is there, and again until it takes it', async () => {
    await harness.based({ apps: { returns: '1.0.0' } })
    statuses = [503, 503, 204]
    await beat('party')
    await beat('identity')
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]).toMatchObject({ items: [{ app: 'returns', ...refund }] })
  })

  it('is sent what a release changes of it, and nothing where that is nothing', async () => {
    sent = []
    const nothing = await harness.running({ overlay: { apps: { sales: '1.0.0' } } })
    const gray = await harness.running({ overlay: { apps: { returns: '2.0.0' } } })
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    expect(sent[0]?.items.map(({ name }) => name)).toEqual([label.name, refund.name])
    await harness.step(gray, 'abort')
    await vi.waitFor(() => expect(sent).toHaveLength(2))
    expect(sent[1]?.revision).toBeGreaterThan(sent[0]?.revision ?? 0)
    await harness.step(nothing, 'abort')
    expect(sent).toHaveLength(2)
  })
})

describe('publishing refuses', () => {
  const publish = async (permissions: object[], name = 'returns') => {
    const answer = await harness.under.call('POST', '/artifacts', {
      tenant: null,
      body: app({ name, base: `/${name}`, version: '3.0.0', permissions }),
      headers: { 'content-type': 'application/gzip', baggage: 'portico.actor=user%3Aoperator' },
    })
    return answer.json().code
  }

  it.each<[string, object[], string, string]>([
    [
      'a permission of another app',
      [{ ...refund, name: 'sales.refund.write' }],
      'returns',
      'MANIFEST_INVALID',
    ],
    ['one without a dot', [{ ...refund, name: 'returns' }], 'returns', 'MANIFEST_INVALID'],
    ['one without words', [{ name: refund.name }], 'returns', 'MANIFEST_INVALID'],
    ['one twice', [refund, refund], 'returns', 'MANIFEST_INVALID'],
    ['one for the owner by name', [{ ...refund, roles: ['owner'] }], 'returns', 'MANIFEST_INVALID'],
    ['one for a role of the platform', [{ ...refund, roles: ['operator'] }], 'returns', 'MANIFEST_INVALID'],
    [
      'one below the platform’s name',
      [{ ...refund, name: 'platform.x.read' }],
      'platform',
      'MANIFEST_INVALID',
    ],
    ['one of the platform', [{ ...refund, name: 'sales.order.read' }], 'sales', 'PERMISSION_TAKEN'],
  ])('%s', async (_, permissions, name, code) => {
    expect(await publish(permissions, name)).toBe(code)
  })
})
