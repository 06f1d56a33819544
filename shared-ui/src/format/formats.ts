import type { Locale } from '@portico/micro-app'
import { formatFileSize } from './file-size.ts'
import { memoise } from './memoise.ts'
import { formatInteger, formatMoney, formatPercent, formatQuantity } from './number.ts'
import {
  formatDate,
  formatDateTime,
  formatDay,
  formatMonth,
  formatRelativeMonth,
  formatZonedTime,
} from './time.ts'
import { formatUnit } from './unit.ts'

/** Every format bound to one language and one tenant's time zone. */
export interface Formats {
  locale: Locale
  timeZone: string
  money(amount: string, currency: string): string
  quantity(quantity: string): string
  /** A unit's code in words, such as "pc"; `quantity` (decimal text) decides between singular and plural. */
  unit(unit: string, quantity?: string): string
  percent(fraction: string): string
  integer(count: number): string
  date(instant: string): string
  dateTime(instant: string): string
  /** As `dateTime`, with the zone's name. */
  zonedTime(instant: string): string
  day(day: string): string
  month(month: string): string
  relativeMonth(month: string, currentMonth: string): string
  fileSize(bytes: number): string
}

export const createFormats: (locale: Locale, timeZone: string) => Formats = memoise(
  (locale: Locale, timeZone: string): Formats => ({
    locale,
    timeZone,
    money: (amount, currency) => formatMoney(locale, amount, currency),
    quantity: quantity => formatQuantity(locale, quantity),
    unit: (unit, quantity) => formatUnit(locale, unit, quantity),
    percent: fraction => formatPercent(locale, fraction),
    integer: count => formatInteger(locale, count),
    date: instant => formatDate(locale, timeZone, instant),
    dateTime: instant => formatDateTime(locale, timeZone, instant),
    zonedTime: instant => formatZonedTime(locale, timeZone, instant),
    day: day => formatDay(locale, day),
    month: month => formatMonth(locale, month),
    relativeMonth: (month, currentMonth) => formatRelativeMonth(locale, month, currentMonth),
    fileSize: bytes => formatFileSize(locale, bytes),
  }),
)
