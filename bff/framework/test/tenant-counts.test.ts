import { expect, test } from 'vitest'
import { TenantCounts } from '../src/telemetry/tenant-counts.ts'

const count = (counts: TenantCounts, tenant: string, times: number) => {
  for (let at = 0; at < times; at += 1) counts.count(tenant)
}

test('the most active tenants of a minute have a series from its end on, the rest is other; no request is lost', () => {
  let now = 0
  const counts = new TenantCounts(() => now)
  count(counts, 'large', 10)
  for (const tenant of ['a', 'b', 'c', 'd', 'e', 'f']) count(counts, tenant, 1)
  expect([...counts.read()]).toEqual([['other', 16]])
  now = 60_000
  count(counts, 'large', 3)
  count(counts, 'f', 1)
  expect(counts.read().get('large')).toBe(3)
  expect(counts.read().has('f')).toBe(false)
  expect([...counts.read().values()].reduce((sum, one) => sum + one)).toBe(20)
})

test('a process names 20 tenants at the most, however many come and go', () => {
  let now = 0
  const counts = new TenantCounts(() => now)
  for (let tenant = 0; tenant < 200; tenant += 1) {
    count(counts, `t${tenant}`, 2)
    now += 60_000
  }
  expect(counts.read().size).toBe(21)
})
