import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Keyring, SIGNATURE_HEADER, verifyCall } from '@portico/release/trust'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { seedDemo } from '../src/index.ts'

const SECRET = 'a secret of the platform, for tests'
const TENANTS = ['t_platform', 't_empty', 't_demo']

interface Known {
  plan?: string
  region?: string
  createdAt?: string
  users: { role: string }[]
}

/** An identity service that already has the tenants, some of them from before tenants had a plan. */
let identity: Server
let url: string
let known: Map<string, Known>
let unsigned: string[]
let puts: Map<string, Known>

beforeEach(async () => {
  puts = new Map()
  unsigned = []
  identity = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { method, url: path = '', headers } = request
    const call = { audience: 'identity', method: method ?? '', path, headers }
    const verified = verifyCall(Keyring.fromSecrets('identity', [SECRET]), call, headers[SIGNATURE_HEADER])
    if ('reason' in verified || !String(headers.baggage).includes('portico.actor=system'))
      unsigned.push(`${method} ${path}`)
    const id = path.slice('/tenants/'.length)
    if (method === 'PUT') puts.set(id, JSON.parse(Buffer.concat(chunks).toString()))
    const found = method === 'PUT' ? puts.get(id) : known.get(id)
    response.writeHead(found ? 200 : 404).end(JSON.stringify(found ?? {}))
  }).listen(0, '127.0.0.1')
  await once(identity, 'listening')
  url = `http://127.0.0.1:${(identity.address() as AddressInfo).port}`
})
afterEach(() => {
  identity.closeAllConnections()
  identity.close()
})

const seed = () =>
  seedDemo({
    serviceUrls: { identity: url },
    keyring: Keyring.fromSecrets('launcher', [SECRET]),
    onProgress: () => {},
  })

describe('seeding a second time', () => {
  it('changes nothing, and signs what it asks', async () => {
    known = new Map(TENANTS.map(id => [id, { plan: 'standard', users: [] }]))
    await seed()
    expect([...puts.keys()]).toEqual([])
    expect(unsigned).toEqual([])
  })

  it('gives tenants from before their plan, region and age, and leaves their users alone', async () => {
    known = new Map(TENANTS.map(id => [id, { users: [] }]))
    await seed()
    expect([...puts.keys()]).toEqual(TENANTS)
    for (const tenant of puts.values()) {
      expect(tenant.users).toEqual([])
      expect(tenant).toMatchObject({ plan: expect.any(String), region: expect.any(String) })
      expect(new Date(tenant.createdAt ?? '').getTime()).toBeLessThan(Date.now())
    }
  })
})

it('makes the tenant of the platform with an operator', async () => {
  known = new Map(TENANTS.slice(1).map(id => [id, { plan: 'standard', users: [] }]))
  await seed()
  expect([...puts.keys()]).toEqual(['t_platform'])
  expect(puts.get('t_platform')?.users.map(({ role }) => role)).toEqual(['operator'])
})
