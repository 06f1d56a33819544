import { expect, test } from 'vitest'
import { ReplyTimes } from '../src/pool/reply-times.ts'

/** One of ten is late. */
function note(times: ReplyTimes, calls: number, ms: number, lateMs: number): void {
  for (let n = 0; n < calls; n += 1) times.note(n % 10 === 0 ? lateMs : ms)
}

test('nearly all answers take as long as the late ones among them, to an eighth; before a hundred came it is not known', () => {
  const times = new ReplyTimes()
  note(times, 99, 5, 80)
  expect(times.p95Ms).toBeNull()
  note(times, 1, 5, 80)
  expect(times.p95Ms).toBeGreaterThanOrEqual(80)
  expect(times.p95Ms).toBeLessThan(95)
})

test('a service that becomes slower or quicker is followed', () => {
  const times = new ReplyTimes()
  note(times, 5_000, 5, 80)
  note(times, 8_000, 50, 800)
  expect(times.p95Ms).toBeGreaterThanOrEqual(800)
  note(times, 8_000, 5, 20)
  expect(times.p95Ms).toBeLessThan(24)
})
