import { dayOfMonth } from '@portico/shared-ui'

/** How a figure moved against an earlier one. */
export interface Delta {
  direction: 'up' | 'down' | 'same'
  /** Unsigned share of the earlier figure, 0.25 is a quarter; null when the earlier one was nothing to compare with. */
  share: number | null
}

interface Day {
  date: string
  total: { amount: string }
  orderCount: number
}

export interface Figure {
  total: number
  orderCount: number
}

/** For display only: amounts are compared as numbers, never booked. */
export function compare(now: number, before: number): Delta {
  if (now === before) return { direction: 'same', share: before === 0 ? null : 0 }
  const share = before > 0 ? Math.abs(now - before) / before : null
  return { direction: now > before ? 'up' : 'down', share }
}

/**
 * What the month before had reached by the same day. Half a month against a whole one
 * would look like a collapse every morning of the first week.
 */
export function reachedBy(days: readonly Day[], lastDay: number): Figure {
  const counted = days.filter(day => dayOfMonth(day.date) <= lastDay)
  return {
    total: counted.reduce((sum, day) => sum + Number(day.total.amount), 0),
    orderCount: counted.reduce((sum, day) => sum + day.orderCount, 0),
  }
}
