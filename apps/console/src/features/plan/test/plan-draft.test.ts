import { expect, test } from 'vitest'
import { type PlanDraft, planDraftOf, stepsOf, usualPlan, wantedPlanOf } from '../plan-draft.ts'
import { checkPlan, hasPlanProblems } from '../plan-problems.ts'
import { instantOfWallClock, wallOf } from '../wall-clock.ts'

const now = new Date('2026-03-01T08:00:00Z')
const usual = usualPlan('Europe/Berlin')
const [first, second, third] = usual.steps as [
  PlanDraft['steps'][number],
  PlanDraft['steps'][number],
  PlanDraft['steps'][number],
]

test('the usual plan is one the service takes, and comes back as it was', () => {
  expect(hasPlanProblems(checkPlan(usual, now))).toBe(false)
  const wanted = wantedPlanOf({ ...usual, startsAt: '2026-03-30T09:00' })
  expect(wanted).toEqual({
    steps: [
      { percentBp: 100, bakeMinutes: 60, isAutomatic: true },
      { percentBp: 1000, bakeMinutes: 1440, isAutomatic: true },
      { percentBp: 5000, bakeMinutes: 1440, isAutomatic: true },
      { percentBp: 10_000, bakeMinutes: 0, isAutomatic: false, promotes: true },
    ],
    freezes: [],
    startsAt: '2026-03-30T07:00:00.000Z',
  })
  const again = planDraftOf({ freezes: [], startsAt: null, ...wanted }, 'Europe/Berlin')
  expect(again).toEqual({ ...usual, startsAt: '2026-03-30T09:00' })
})

test.each([
  ['0', 'share'],
  ['101', 'share'],
  ['1.005', 'share'],
  ['', 'share'],
  ['1', 'rising'],
  ['0.5', 'rising'],
])('a second share of %s is marked as %s, and left out of the picture', (percent, problem) => {
  const draft = { ...usual, steps: [first, { ...second, percent }, third] }
  expect([...checkPlan(draft, now).steps]).toEqual([[second.key, problem]])
  expect(stepsOf(draft).map(({ percentBp }) => percentBp)).toEqual([100, 5000, 10_000])
})

test('a comma is a decimal point', () => {
  expect(stepsOf({ steps: [{ ...first, percent: '0,25' }], end: 'stay' })).toMatchObject([{ percentBp: 25 }])
})

test('a time to look at is whole, and 30 days at most', () => {
  const problemOf = (bake: string) =>
    checkPlan({ ...usual, steps: [{ ...first, bake, unit: 'days' }] }, now).steps.get(first.key)
  expect(['30', '0', '31', '1.5', ''].map(problemOf)).toEqual([undefined, undefined, 'bake', 'bake', 'bake'])
})

test('a freeze has days, two different times and a zone', () => {
  const freeze = { key: '1', days: [5], from: '18:00', to: '08:00', timeZone: 'Europe/Berlin' }
  const problemOf = (change: object) =>
    checkPlan({ ...usual, freezes: [{ ...freeze, ...change }] }, now).freezes.get('1')
  const changes = [
    {},
    { days: [] },
    { from: '' },
    { to: '24:00' },
    { to: '18:00' },
    { timeZone: 'Mars/Base' },
  ]
  expect(changes.map(problemOf)).toEqual([undefined, 'days', 'clock', 'clock', 'noLength', 'zone'])
})

test('a start lies ahead, and says nothing where the release runs', () => {
  const startOf = (startsAt: string) => checkPlan({ ...usual, startsAt }, now).start
  expect(['', '2026-03-01T09:01', '2026-03-01T09:00', 'soon'].map(startOf)).toEqual([
    null,
    null,
    'past',
    'unread',
  ])
  expect(checkPlan({ ...usual, startsAt: '2020-01-01T00:00' }, now, false).start).toBeNull()
})

test('a plan has one step at least and twenty at most', () => {
  expect(checkPlan({ ...usual, steps: [], end: 'stay' }, now).plan).toBe('empty')
  expect(checkPlan({ ...usual, steps: [] }, now).plan).toBeNull()
  const steps = Array.from({ length: 20 }, (_, index) => ({
    ...first,
    key: String(index),
    percent: String(index + 1),
  }))
  expect([
    checkPlan({ ...usual, steps, end: 'stay' }, now).plan,
    checkPlan({ ...usual, steps }, now).plan,
  ]).toEqual([null, 'tooMany'])
})

test.each([
  ['2026-03-29T01:30', 'Europe/Berlin', '2026-03-29T00:30:00.000Z'],
  ['2026-03-29T03:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['2026-10-25T12:00', 'America/New_York', '2026-10-25T16:00:00.000Z'],
  ['2026-07-01T00:00', 'Asia/Kolkata', '2026-06-30T18:30:00.000Z'],
])('%s in %s is %s, and back', (wall, timeZone, instant) => {
  expect(instantOfWallClock(wall, timeZone)?.toISOString()).toBe(instant)
  expect(wallOf(new Date(instant), timeZone)).toBe(wall)
})

test('what is no time of a clock is none', () => {
  expect([instantOfWallClock('2026-13-01T00:00', 'UTC'), instantOfWallClock('tomorrow', 'UTC')]).toEqual([
    null,
    null,
  ])
})
