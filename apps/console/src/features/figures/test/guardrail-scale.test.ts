import type { GuardrailVerdict } from '@portico/release'
import { expect, test } from 'vitest'
import { guardrailScale, limitOf } from '../guardrail-scale.ts'

function verdict(changes: Partial<GuardrailVerdict> = {}): GuardrailVerdict {
  const guardrail = { metric: 'load-failures', limit: 0.05, minSamples: 20 } as const
  return { guardrail, state: 'ok', gray: 0.03, stable: 0.01, samples: 100, ...changes }
}

const time = { guardrail: { metric: 'p95-ms', limit: 1.5, minSamples: 50 } } as const

test('a share may be worse than stable by points, a time by a factor', () => {
  expect(limitOf(verdict())).toBeCloseTo(0.06)
  expect(limitOf(verdict({ ...time, stable: 200 }))).toBe(300)
})

test('the limit stands at two thirds and gray in proportion to it', () => {
  const scale = guardrailScale(verdict())
  expect(scale.limit).toBeCloseTo(2 / 3)
  expect(scale.gray).toBeCloseTo(1 / 3)
})

test('far beyond the limit stays within the picture', () => {
  expect(guardrailScale(verdict({ gray: 1 })).gray).toBe(1)
})

test('without a stable time there is no limit to draw', () => {
  const scale = guardrailScale(verdict({ ...time, gray: 100, stable: null }))
  expect(scale.limit).toBeNull()
  expect(scale.stable).toBeNull()
})

test('a limit of nothing lies at the left edge, and whatever is worse is right of it', () => {
  const guardrail = { metric: 'js-errors', limit: 0, minSamples: 20 } as const
  const scale = guardrailScale(verdict({ guardrail, gray: 0.02, stable: 0 }))
  expect([scale.limit, scale.limitValue, scale.stable]).toEqual([0, 0, 0])
  expect(scale.gray).toBeCloseTo(2 / 3)
  const still = guardrailScale(verdict({ guardrail, gray: 0, stable: null }))
  expect([still.gray, still.stable]).toEqual([0, null])
})

test('while neither tag has a time there is nothing to place', () => {
  expect(guardrailScale(verdict({ ...time, gray: null, stable: null }))).toEqual({
    gray: null,
    stable: null,
    limit: null,
    limitValue: null,
  })
})

test('a share is measured from nothing while stable has none', () => {
  expect(limitOf(verdict({ stable: null }))).toBe(0.05)
  expect(guardrailScale(verdict({ stable: null, gray: 0.05 }))).toMatchObject({ gray: 2 / 3, stable: null })
})
