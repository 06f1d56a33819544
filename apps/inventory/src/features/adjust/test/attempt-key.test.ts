import { describe, expect, it } from 'vitest'
import { AttemptKey } from '../attempt-key.ts'

function counting(): () => string {
  let count = 0
  return () => `key-${++count}`
}

describe('attempt key', () => {
  it('stays for the same content, changes with it', () => {
    const key = new AttemptKey(counting())
    expect(key.for({ quantity: '1' })).toBe('key-1')
    expect(key.for({ quantity: '1' })).toBe('key-1')
    expect(key.for({ quantity: '2' })).toBe('key-2')
  })

  it('is new for the same content once that was booked', () => {
    const key = new AttemptKey(counting())
    key.for({ quantity: '1' })
    key.settle()
    expect(key.for({ quantity: '1' })).toBe('key-2')
  })
})
