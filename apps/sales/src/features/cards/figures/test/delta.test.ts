import { describe, expect, it } from 'vitest'
import { compare, reachedBy } from '../delta.ts'

const day = (date: string, amount: string, orderCount: number) => ({ date, total: { amount }, orderCount })

describe('delta', () => {
  it('gives direction and share of the earlier figure', () => {
    expect(compare(125, 100)).toEqual({ direction: 'up', share: 0.25 })
    expect(compare(75, 100)).toEqual({ direction: 'down', share: 0.25 })
    expect(compare(100, 100)).toEqual({ direction: 'same', share: 0 })
  })

  it('has no share against nothing or a loss', () => {
    expect(compare(10, 0)).toEqual({ direction: 'up', share: null })
    expect(compare(0, 0)).toEqual({ direction: 'same', share: null })
    expect(compare(10, -5)).toEqual({ direction: 'up', share: null })
    expect(compare(-10, 0)).toEqual({ direction: 'down', share: null })
  })

  it('counts the month before only up to the same day', () => {
    const days = [day('2010-11-01', '10.50', 1), day('2010-11-02', '-2.25', 2), day('2010-11-30', '99', 4)]
    expect(reachedBy(days, 2)).toEqual({ total: 8.25, orderCount: 3 })
    expect(reachedBy(days, 31)).toEqual({ total: 107.25, orderCount: 7 })
    expect(reachedBy([], 5)).toEqual({ total: 0, orderCount: 0 })
  })
})
