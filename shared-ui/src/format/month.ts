/** A calendar month in the tenant's time zone, `YYYY-MM`. */
export type Month = string

export function addMonths(month: Month, count: number): Month {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + count
  return `${pad(Math.floor(index / 12), 4)}-${pad((index % 12) + 1, 2)}`
}

/** The month a calendar day (YYYY-MM-DD) belongs to. */
export function monthOfDay(day: string): Month {
  return day.slice(0, 7)
}

/** 1..31. */
export function dayOfMonth(day: string): number {
  return Number(day.slice(8, 10))
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
