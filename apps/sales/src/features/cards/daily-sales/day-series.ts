import { dayOfMonth } from '@portico/shared-ui'

interface Day {
  date: string
  total: { amount: string }
  orderCount: number
}

/** One day of the month next to the same day of the month before; null where a month has no such day, or none yet. */
export interface DayPair {
  /** 1..31. */
  day: number
  current: DayFigure | null
  previous: DayFigure | null
}

export interface DayFigure {
  date: string
  amount: string
  orderCount: number
}

/** Lays two months beside each other by day of month. Days after `today` (YYYY-MM-DD) are not zero, they are unknown. */
export function pairDays(days: readonly Day[], lastMonthDays: readonly Day[], today: string): DayPair[] {
  const current = byDayOfMonth(days.filter(day => day.date <= today))
  const previous = byDayOfMonth(lastMonthDays)
  const length = Math.max(days.length, lastMonthDays.length)
  return Array.from({ length }, (_, index) => ({
    day: index + 1,
    current: current.get(index + 1) ?? null,
    previous: previous.get(index + 1) ?? null,
  }))
}

/** The day that sold most; null when nothing was sold. */
export function bestDay(pairs: readonly DayPair[]): DayFigure | null {
  const figures = pairs.flatMap(pair => pair.current ?? [])
  const best = figures.reduce<DayFigure | null>(
    (top, each) => (top === null || Number(each.amount) > Number(top.amount) ? each : top),
    null,
  )
  return best !== null && Number(best.amount) > 0 ? best : null
}

function byDayOfMonth(days: readonly Day[]): Map<number, DayFigure> {
  return new Map(
    days.map(({ date, total, orderCount }) => [dayOfMonth(date), { date, amount: total.amount, orderCount }]),
  )
}
