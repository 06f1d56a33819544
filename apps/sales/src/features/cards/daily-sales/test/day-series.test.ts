import { describe, expect, it } from 'vitest'
import { bestDay, pairDays } from '../day-series.ts'

const days = (month: string, amounts: string[]) =>
  amounts.map((amount, index) => ({
    date: `${month}-${String(index + 1).padStart(2, '0')}`,
    total: { amount },
    orderCount: index,
  }))

describe('day series', () => {
  it('is as long as the longer of both months', () => {
    const pairs = pairDays(days('2011-02', ['1', '2']), days('2011-01', ['3', '4', '5']), '2012-01-01')
    expect(pairs.map(pair => [pair.day, pair.current?.amount ?? null, pair.previous?.amount])).toEqual([
      [1, '1', '3'],
      [2, '2', '4'],
      [3, null, '5'],
    ])
  })

  it('leaves days that have not come yet unknown', () => {
    const pairs = pairDays(days('2011-02', ['1', '0', '0']), [], '2011-02-01')
    expect(pairs.map(pair => pair.current?.amount ?? null)).toEqual(['1', null, null])
  })

  it('names the best day, and none when nothing was sold', () => {
    const pairs = pairDays(days('2011-02', ['1', '9.50', '3']), [], '2012-01-01')
    expect(bestDay(pairs)).toEqual({ date: '2011-02-02', amount: '9.50', orderCount: 1 })
    expect(bestDay(pairDays(days('2011-02', ['0', '-4']), [], '2012-01-01'))).toBeNull()
    expect(bestDay([])).toBeNull()
  })
})
