import { expect, test } from 'vitest'
import { collectFreeze, parseSteps } from '../src/release/plan-steps.ts'

test('steps are a share, a time, and whether they ask; the last may be for all', () => {
  expect(parseSteps('1:1h, 10:30m,50:1d:ask,all')).toEqual([
    { percentBp: 100, bakeMinutes: 60, isAutomatic: true },
    { percentBp: 1000, bakeMinutes: 30, isAutomatic: true },
    { percentBp: 5000, bakeMinutes: 1440, isAutomatic: false },
    { percentBp: 10_000, bakeMinutes: 0, isAutomatic: true, promotes: true },
  ])
  for (const bad of ['', '1:', '1:1x', '1:1h:2h', 'most', '1:ask:ask:1h:no'])
    expect(() => parseSteps(bad)).toThrow()
})

test('a freeze names days, hours and a zone', () => {
  const freeze = (text: string) => collectFreeze(text)[0]?.days
  expect(collectFreeze('fri 18:00-08:00 Europe/Berlin')).toEqual([
    { days: [5], from: '18:00', to: '08:00', timeZone: 'Europe/Berlin' },
  ])
  expect(freeze('sat-mon,wed 00:00-23:59 UTC')).toEqual([1, 3, 6, 7])
  for (const bad of ['someday 18:00-08:00 UTC', 'fri 18-8 UTC', 'fri-x 18:00-08:00 UTC'])
    expect(() => collectFreeze(bad)).toThrow()
})
