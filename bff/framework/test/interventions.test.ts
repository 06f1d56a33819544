import type { InterventionEffect } from '@portico/release'
import { expect, test } from 'vitest'
import { Budgets } from '../src/load/budgets.ts'
import { Interventions } from '../src/load/interventions.ts'

const BEGIN = Date.parse('2026-11-30T02:00:00Z')

/** With a clock that is set by hand, and the timer that is set last. */
function open() {
  const clock = { now: BEGIN, timer: { ms: -1, end: () => {} } }
  const changes = { count: 0 }
  const interventions = new Interventions({
    onChange: () => {
      changes.count += 1
    },
    now: () => clock.now,
    setTimer: (ms, end) => {
      clock.timer = { ms, end }
      return () => {}
    },
  })
  const force = (...effects: InterventionEffect[]) =>
    interventions.set(
      effects.map((effect, at) => {
        const endsAt = new Date(BEGIN + (at + 1) * 60_000).toISOString()
        return { id: `i${at}`, effect, endsAt }
      }),
    )
  return { clock, changes, force, interventions }
}

const codeOf = (run: () => void) => {
  try {
    run()
    return null
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('a blocked operation is refused until its end, which comes without a word of the release service', () => {
  const { clock, force, interventions } = open()
  const ask = (operation: string | null, tenant = 't1') =>
    codeOf(() => interventions.admitOperation(operation, tenant))
  expect(interventions.isOpen).toBe(true)
  force({ kind: 'block', operation: 'Orders' }, { kind: 'block', operation: 'Stock', tenant: 't2' }, {
    kind: 'unheard-of',
  } as never)
  expect(interventions.isOpen).toBe(false)
  expect([ask('Orders'), ask('Order'), ask(null)]).toEqual(['OPERATION_BLOCKED', null, null])
  expect([ask('Stock'), ask('Stock', 't2')]).toEqual([null, 'OPERATION_BLOCKED'])
  expect(clock.timer.ms).toBe(60_000)
  clock.now += 60_000
  clock.timer.end()
  expect([ask('Orders'), ask('Stock', 't2')]).toEqual([null, 'OPERATION_BLOCKED'])
  clock.now += 60_000
  clock.timer.end()
  expect(interventions.isOpen).toBe(true)
})

test('a limit lets so many calls a second pass; that of one tenant comes before that of all', () => {
  const { clock, force, interventions } = open()
  const passed = (times: number, tenant: string) =>
    Array.from({ length: times }, () => codeOf(() => interventions.admitOperation('Orders', tenant))).filter(
      code => code === null,
    ).length
  force(
    { kind: 'limit', operation: 'Orders', perSecond: 2 },
    { kind: 'limit', operation: 'Orders', tenant: 't2', perSecond: 5 },
  )
  expect([passed(4, 't1'), passed(9, 't2')]).toEqual([2, 5])
  clock.now += 500
  expect(passed(4, 't1')).toBe(1)
  // What was said again goes on as it was.
  force({ kind: 'limit', operation: 'Orders', perSecond: 2 })
  expect(passed(4, 't3')).toBe(0)
  clock.now += 1_000
  interventions.takeOff([['i0', 1]])
  expect(passed(4, 't3')).toBe(1)
})

test('a limit of a tenant is about all of its calls, and says when to come again', () => {
  const { force, interventions } = open()
  force({ kind: 'limit', tenant: 't1', perSecond: 1 })
  interventions.admitCall('t1')
  expect(() => interventions.admitCall('t1')).toThrow(
    expect.objectContaining({ code: 'RATE_LIMITED', retryAfterSeconds: 1 }),
  )
  interventions.admitCall('t2')
  interventions.admitOperation('Orders', 't1')
})

test('a tenant with another budget gets that share of one, until it ends', () => {
  const { clock, changes, force, interventions } = open()
  const limit = { perSecond: 100, burst: 100 }
  const own = { perSecond: 10_000, burst: 10_000 }
  const budgets = new Budgets({ user: own, tenant: limit, now: () => clock.now })
  const left = (tenantId: string) => budgets.left({ tenantId, userId: 'u' }).tenant
  force({ kind: 'budget', tenant: 't1', percent: 300 }, { kind: 'budget', tenant: 't2', percent: 50 })
  budgets.setShares(interventions.budgets)
  expect([left('t1'), left('t2'), left('t3')]).toEqual([300, 100, 100])
  budgets.charge({ tenantId: 't2', userId: 'u' }, 100)
  clock.now += 1_000
  expect(left('t2')).toBe(50)
  clock.now += 120_000
  clock.timer.end()
  expect([...interventions.budgets]).toEqual([])
  expect(changes.count).toBe(2)
})
