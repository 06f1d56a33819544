import type { Locale } from '@portico/micro-app'
import { memoise } from './memoise.ts'
import { regionalLocale } from './region.ts'

const DAY = { year: 'numeric', month: 'short', day: '2-digit' } as const
const TIME = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const

const dateFormat = memoise(
  (locale: string, timeZone: string) => new Intl.DateTimeFormat(locale, { ...DAY, timeZone }),
)
const dateTimeFormat = memoise(
  (locale: string, timeZone: string) => new Intl.DateTimeFormat(locale, { ...DAY, ...TIME, timeZone }),
)
const zonedFormat = memoise(
  (locale: string, timeZone: string) =>
    new Intl.DateTimeFormat(locale, { ...DAY, ...TIME, timeZone, timeZoneName: 'short' }),
)
const monthFormat = memoise(
  (locale: string) => new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', timeZone: 'UTC' }),
)
const relativeFormat = memoise((locale: string) => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }))
// en-CA writes days the ISO way.
const isoDayFormat = memoise(
  (timeZone: string) =>
    new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone }),
)

/** The calendar day of a UTC instant (ISO 8601) in the tenant's zone. Text that is no instant comes back as it is. */
export function formatDate(locale: Locale, timeZone: string, instant: string): string {
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? instant : dateFormat(regionalLocale(locale), timeZone).format(at)
}

export function formatDateTime(locale: Locale, timeZone: string, instant: string): string {
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? instant : dateTimeFormat(regionalLocale(locale), timeZone).format(at)
}

/** With the name of the zone, for who reads times of several: "1 Dec 2010, 12:00 GMT+8". */
export function formatZonedTime(locale: Locale, timeZone: string, instant: string): string {
  const at = new Date(instant)
  return Number.isNaN(at.getTime()) ? instant : zonedFormat(regionalLocale(locale), timeZone).format(at)
}

/** A calendar day such as "2010-12-01", which has no zone. */
export function formatDay(locale: Locale, day: string): string {
  return formatDate(locale, 'UTC', `${day}T00:00:00Z`)
}

/** "2010-12" -> "December 2010". */
export function formatMonth(locale: Locale, month: string): string {
  const at = new Date(`${month}-01T00:00:00Z`)
  return Number.isNaN(at.getTime()) ? month : monthFormat(locale).format(at)
}

/** "this month", "last month", or the month's name when it lies further away. Both months are YYYY-MM. */
export function formatRelativeMonth(locale: Locale, month: string, currentMonth: string): string {
  const distance = monthNumber(month) - monthNumber(currentMonth)
  if (Math.abs(distance) > 1) return formatMonth(locale, month)
  return relativeFormat(locale).format(distance, 'month')
}

function monthNumber(month: string): number {
  const [year, monthOfYear] = month.split('-').map(Number)
  return (year ?? 0) * 12 + (monthOfYear ?? 0)
}

/** The calendar day (YYYY-MM-DD) that an instant falls on in a zone. */
export function dayInZone(instant: Date, timeZone: string): string {
  return isoDayFormat(timeZone).format(instant)
}
