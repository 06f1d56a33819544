import { DURATION_BOUNDS_MS } from '@portico/release'
import { beforeEach, expect, test } from 'vitest'
import { CallMeter } from '../src/telemetry/call-meter.ts'

let now: number
let meter: CallMeter

beforeEach(() => {
  now = Date.parse('2025-03-04T05:06:07Z')
  meter = new CallMeter(() => now)
})

function bucket(ms: number): number {
  meter.record('sales', null, false, ms)
  return meter.drain()[0]?.durations.indexOf(1) ?? -1
}

test('counts calls by service and release', () => {
  meter.record('sales', null, false, 3)
  meter.record('sales', 'r1', true, 30)
  meter.record('sales', 'r1', false, 31)
  meter.record('party', null, true, null)
  const figures = meter.drain().map(({ subject, release, count, failures, minute, durations }) => ({
    key: `${subject.kind} ${subject.name} ${release}`,
    count,
    failures,
    minute,
    timed: durations.reduce((sum, one) => sum + one, 0),
  }))
  const minute = '2025-03-04T05:06:00.000Z'
  expect(figures).toEqual([
    { key: 'service sales null', count: 1, failures: 0, minute, timed: 1 },
    { key: 'service sales r1', count: 2, failures: 1, minute, timed: 2 },
    { key: 'service party null', count: 1, failures: 1, minute, timed: 0 },
  ])
})

test('gives differences: what was drained is not given again, and goes on in the same minute', () => {
  meter.record('sales', null, false, 3)
  expect(meter.drain()).toHaveLength(1)
  expect(meter.drain()).toEqual([])
  meter.record('sales', null, false, 3)
  expect(meter.drain()).toMatchObject([{ count: 1, minute: '2025-03-04T05:06:00.000Z' }])
})

test('keeps minutes apart', () => {
  meter.record('sales', null, false, 3)
  now += 60_000
  meter.record('sales', null, false, 3)
  expect(meter.drain().map(({ minute }) => minute)).toEqual([
    '2025-03-04T05:06:00.000Z',
    '2025-03-04T05:07:00.000Z',
  ])
})

test('puts a duration in the first bucket whose bound is not below it, and what is above all in one more', () => {
  expect([0, 5, 5.1, 10_000, 10_001].map(bucket)).toEqual([
    0,
    0,
    1,
    DURATION_BOUNDS_MS.length - 1,
    DURATION_BOUNDS_MS.length,
  ])
})

test('drops the oldest when they are not fetched', () => {
  for (let minute = 0; minute < 6_000; minute += 1) {
    meter.record('sales', null, false, 3)
    now += 60_000
  }
  const drained = meter.drain()
  expect(drained).toHaveLength(5_000)
  expect(drained.at(-1)?.minute).toBe(new Date(Math.floor((now - 60_000) / 60_000) * 60_000).toISOString())
})
