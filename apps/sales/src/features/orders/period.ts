export const PERIODS = ['TODAY', 'LAST_7_DAYS', 'THIS_MONTH', 'LAST_MONTH', 'THIS_YEAR'] as const
export type Period = (typeof PERIODS)[number]

/** Inclusive days, YYYY-MM-DD; empty text is open. */
export interface DayRange {
  from: string
  to: string
}

/**
 * The days a period means when `today` is the tenant's current day. A month and a year are whole, as on the workbench:
 * an imported document may be dated ahead.
 */
export function rangeOf(period: Period, today: string): DayRange {
  const month = today.slice(0, 7)
  switch (period) {
    case 'TODAY':
      return { from: today, to: today }
    case 'LAST_7_DAYS':
      return { from: shiftDay(today, -6), to: today }
    case 'THIS_MONTH':
      return { from: `${month}-01`, to: lastDayOf(month) }
    case 'LAST_MONTH': {
      const lastDay = shiftDay(`${month}-01`, -1)
      return { from: `${lastDay.slice(0, 7)}-01`, to: lastDay }
    }
    case 'THIS_YEAR':
      return { from: `${today.slice(0, 4)}-01-01`, to: `${today.slice(0, 4)}-12-31` }
  }
}

/** The period whose days these are, or null for days of one's own. */
export function findPeriod(range: DayRange, today: string): Period | null {
  const isSame = (period: Period) => {
    const { from, to } = rangeOf(period, today)
    return from === range.from && to === range.to
  }
  return PERIODS.find(isSame) ?? null
}

function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

function shiftDay(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}
