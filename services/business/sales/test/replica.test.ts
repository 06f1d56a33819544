import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import { type ReplicatedServers, startReplicated } from '@portico/service-kit/testing/replica'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sales } from '../src/service.ts'

const POSITION = 'x-portico-position'
const PAST = {
  source: 'test',
  kind: 'ORDER',
  orderedAt: '2024-06-01T12:00:00Z',
  currency: 'GBP',
  lines: [{ description: 'x', quantity: '1', unitPrice: '2' }],
}

let servers: ReplicatedServers
let under: ServiceUnderTest

/** As the role of the service, on the replica. */
async function replicaUrlOf(): Promise<string> {
  const url = new URL(await sales.provision({ DATABASE_URL: servers.primaryUrl, PORTICO_ENV: 'development' }))
  url.port = new URL(servers.replicaUrl).port
  return url.href
}

beforeAll(async () => {
  servers = await startReplicated()
  const env = { DATABASE_URL: servers.primaryUrl }
  under = await startForTest(sales, { ...env, SALES_REPLICA_URL: await replicaUrlOf() })
})
afterAll(async () => {
  await under?.stop()
  await servers?.stop()
})

let last = 0
/** Its answer's position. */
async function write(): Promise<string> {
  last += 1
  const documents = [{ ...PAST, number: `P-${last}` }]
  const answer = await under.call('POST', '/orders/history', { body: { documents } })
  expect(answer.statusCode, answer.body).toBe(200)
  return String(answer.headers[POSITION])
}

/** Rows of the export, which may be 30 s old. */
async function count(position?: string, tenant = 't_demo'): Promise<number> {
  const answer = await under.call('GET', '/orders/export', {
    tenant,
    headers: position ? { [POSITION]: position } : {},
  })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.body.trim().split('\n').length - 1
}

/** As a scraper reads it; -1: not known. */
async function lagMs(): Promise<number> {
  const { body } = await under.call('GET', '/metrics', { tenant: null })
  return Number(/^portico_replica_lag_ms\{[^}]*\} (-?\d+)/m.exec(body)?.[1])
}

describe('reads that may be stale', () => {
  it('go to a replica that follows, and to the primary for what it does not show yet', async () => {
    const first = await write()
    expect(await count(first)).toBe(1)
    await servers.caughtUp()
    await expect.poll(() => lagMs(), { timeout: 20_000 }).toBeGreaterThanOrEqual(0)
    await servers.pause()
    const second = await write()
    expect([await count(), await count(second), await count('nonsense')]).toEqual([1, 2, 2])
    expect(await count(undefined, 't_other')).toBe(0)
    await servers.resume()
    await expect.poll(() => count(), { timeout: 20_000 }).toBe(2)
  })

  it('name no position where nothing was written', async () => {
    const { headers } = await under.call('GET', '/orders')
    expect(headers[POSITION]).toBeUndefined()
  })

  it('go to the primary once the replica is dead', async () => {
    await servers.stopReplica()
    expect(await count()).toBe(2)
    const third = await write()
    expect([await count(), await count(third)]).toEqual([3, 3])
  })
})
