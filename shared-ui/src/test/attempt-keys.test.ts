import { expect, test } from 'vitest'
import { createAttemptKeys } from '../input/attempt-keys.ts'

test('the same content keeps its key, changed content gets another', () => {
  const keys = createAttemptKeys()
  const first = keys.for({ note: 'a' })
  expect(keys.for({ note: 'a' })).toBe(first)
  expect(keys.for({ note: 'b' })).not.toBe(first)
  expect(first).toMatch(/^[0-9a-f]{32}$/)
})

test('the same content has a new key once it was booked', () => {
  const keys = createAttemptKeys()
  const first = keys.for({ quantity: '1' })
  keys.settle()
  expect(keys.for({ quantity: '1' })).not.toBe(first)
})

test('two forms with the same content are two attempts', () => {
  expect(createAttemptKeys().for({ note: 'a' })).not.toBe(createAttemptKeys().for({ note: 'a' }))
})
