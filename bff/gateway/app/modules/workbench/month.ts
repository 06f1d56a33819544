import { AppError } from '@portico/bff-framework'

/** Inclusive days, YYYY-MM-DD. */
export interface DayRange {
  from: string
  to: string
}

/** The calendar day of an instant where the tenant is. */
export function dayIn(timeZone: string, instant: Date): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  })
  return parts.format(instant)
}

/** `month` is YYYY-MM. Throws INVALID_ARGUMENT. */
export function rangeOfMonth(month: string): DayRange {
  const { year, index } = parseMonth(month)
  return { from: `${month}-01`, to: new Date(Date.UTC(year, index + 1, 0)).toISOString().slice(0, 10) }
}

export function monthBefore(month: string): string {
  const { year, index } = parseMonth(month)
  return new Date(Date.UTC(year, index - 1, 1)).toISOString().slice(0, 7)
}

function parseMonth(month: string): { year: number; index: number } {
  const match = /^([12]\d{3})-(0[1-9]|1[0-2])$/.exec(month)
  if (!match) throw new AppError('INVALID_REQUEST', 'A month looks like 2010-12.', { month })
  return { year: Number(match[1]), index: Number(match[2]) - 1 }
}
