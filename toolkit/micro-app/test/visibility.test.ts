import { describe, expect, it } from 'vitest'
import { isHidden, onResume, resume, suspend } from '../src/visibility.ts'

describe('visibility', () => {
  it('is hidden between suspend and resume, and calls its listeners', () => {
    const states: string[] = []
    const undo = onResume(() => states.push(isHidden() ? 'hidden' : 'shown'))
    expect(isHidden()).toBe(false)
    suspend()
    expect(isHidden()).toBe(true)
    resume()
    expect(isHidden()).toBe(false)
    undo()
    suspend()
    resume()
    expect(states).toEqual(['shown'])
  })
})
