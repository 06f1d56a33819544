import { expect, test } from 'vitest'
import { createAttemptKeys } from '../attempt-key.ts'

test('the same content keeps its key, changed content gets another', () => {
  const keyOf = createAttemptKeys()
  const first = keyOf({ note: 'a' })
  expect(keyOf({ note: 'a' })).toBe(first)
  const second = keyOf({ note: 'b' })
  expect(second).not.toBe(first)
  expect(first).toMatch(/^[0-9a-f]{32}$/)
})

test('two forms with the same content are two attempts', () => {
  expect(createAttemptKeys()({ note: 'a' })).not.toBe(createAttemptKeys()({ note: 'a' }))
})
