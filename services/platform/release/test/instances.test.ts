import type { Database } from '@portico/service-kit'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { createSweep } from '../src/instances/sweep.ts'
import { ReleaseHarness } from './release-harness.ts'

let harness: ReleaseHarness
let nowMs = 0
let isAway = false

beforeAll(async () => {
  harness = await ReleaseHarness.open()
})
afterAll(() => harness.close())
beforeEach(async () => {
  isAway = false
  await harness.instance('i1')
  await harness.run(`update instance set seen_at = now() - interval '16 seconds'`)
})

const database: Pick<Database, 'transaction'> = {
  transaction: (settings, work) =>
    isAway ? Promise.reject(new Error('away')) : harness.under.database.transaction(settings, work),
}
const newSweep = () => createSweep(database, () => nowMs)
const healthy = async () => (await harness.run('select is_healthy from instance')).rows[0]?.is_healthy

/** Once a second, as the task does it; whether the last one changed anything. */
async function sweepFor(seconds: number, sweep: () => Promise<boolean>): Promise<boolean> {
  let isChanged = false
  for (let second = 0; second < seconds; second++) {
    nowMs += 1000
    isChanged = await sweep().catch(() => false)
  }
  return isChanged
}

it('no instance is taken for silent before the service has listened for 15 s itself', async () => {
  const sweep = newSweep()
  expect(await sweepFor(15, sweep)).toBe(false)
  expect(await healthy()).toBe(true)
  expect(await sweepFor(1, sweep)).toBe(true)
  expect(await healthy()).toBe(false)
})

it.each([
  [
    'the database',
    async (sweep: () => Promise<boolean>) => {
      isAway = true
      await sweepFor(6, sweep)
      isAway = false
    },
  ],
  [
    'the process',
    async () => {
      nowMs += 6000
    },
  ],
])('nor after %s was away, until it has listened again', async (_, outage) => {
  await harness.run(`update instance set seen_at = now() + interval '1 hour'`)
  const sweep = newSweep()
  await sweepFor(20, sweep)
  await outage(sweep)
  await harness.run(`update instance set seen_at = now() - interval '16 seconds'`)
  expect(await sweepFor(15, sweep)).toBe(false)
  expect(await healthy()).toBe(true)
  expect(await sweepFor(1, sweep)).toBe(true)
})

it('nor by a transaction that hung at its begin as long as the database did', async () => {
  let hungMs = 0
  const hanging: Pick<Database, 'transaction'> = {
    transaction: (settings, work) =>
      database.transaction(settings, tx => {
        nowMs += hungMs
        return work(tx)
      }),
  }
  await harness.run(`update instance set seen_at = now() + interval '1 hour'`)
  const sweep = createSweep(hanging, () => nowMs)
  await sweepFor(20, sweep)
  await harness.run(`update instance set seen_at = now() - interval '16 seconds'`)
  hungMs = 17_000
  expect(await sweepFor(1, sweep)).toBe(false)
  expect(await healthy()).toBe(true)
})

it('a short gap costs no patience', async () => {
  const sweep = newSweep()
  await sweepFor(10, sweep)
  isAway = true
  await sweepFor(4, sweep)
  isAway = false
  expect(await sweepFor(2, sweep)).toBe(true)
})
