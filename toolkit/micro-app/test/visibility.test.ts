import { describe, expect, it } from 'vitest'
import { isHidden, onResume, resume, suspend } from '../src/visibility.ts'

describe('visibility', () => {
  it('is hidden between suspend and resume, and tells who listens', () => {
    const told: string[] = []
    const undo = onResume(() => told.push(isHidden() ? 'hidden' : 'shown'))
    expect(isHidden()).toBe(false)
    suspend()
    expect(isHidden()).toBe(true)
    resume()
    expect(isHidden()).toBe(false)
    undo()
    suspend()
    resume()
    expect(told).toEqual(['shown'])
  })
})
