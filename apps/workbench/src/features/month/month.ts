/** A calendar month in the tenant's time zone, `YYYY-MM`. */
export type Month = string

/** The years the graph knows. */
const MONTH_PATTERN = /^[12]\d{3}-(0[1-9]|1[0-2])$/

/** Null for anything that is not a month; the URL may hold whatever a user typed. */
export function parseMonth(text: string | null): Month | null {
  return text !== null && MONTH_PATTERN.test(text) ? text : null
}

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

/** Where the list of orders shows what the figures of a month count. */
export function salesListPath(month: Month, kind?: 'ORDER'): string {
  const query = new URLSearchParams({
    ...(kind ? { kind } : {}),
    status: 'CONFIRMED,SHIPPED,CLOSED',
    from: `${month}-01`,
    to: lastDayOf(month),
  })
  return `/sales/orders?${query}`
}

function lastDayOf(month: Month): string {
  const next = Date.parse(`${addMonths(month, 1)}-01T00:00:00Z`)
  return new Date(next - 86_400_000).toISOString().slice(0, 10)
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0')
}
