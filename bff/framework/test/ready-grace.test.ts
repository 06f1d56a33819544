import { expect, test } from 'vitest'
import { ReadyGrace } from '../src/http/ready-grace.ts'

function graceAt() {
  const clock = { ms: 0 }
  return { clock, grace: new ReadyGrace(10_000, () => clock.ms) }
}

test('a gateway that was never ready is not ready as long as anything is missing', () => {
  const { grace } = graceAt()
  expect(grace.isReady(['redis'])).toBe(false)
  expect(grace.isReady([])).toBe(true)
})

test('what all gateways share may be away for a while, each of it counted from when it was missed', () => {
  const { clock, grace } = graceAt()
  grace.isReady([])
  expect(grace.isReady(['redis'])).toBe(true)
  clock.ms = 9_999
  expect(grace.isReady(['redis', 'identity'])).toBe(true)
  clock.ms = 10_000
  expect(grace.isReady(['redis', 'identity'])).toBe(false)
  expect(grace.isReady(['identity'])).toBe(true)
  expect(grace.isReady(['redis'])).toBe(true)
})

test('what one process alone lacks has no grace', () => {
  const { grace } = graceAt()
  grace.isReady([])
  for (const name of ['draining', 'clock', 'rules', 'SALES_URL']) expect(grace.isReady([name])).toBe(false)
})
