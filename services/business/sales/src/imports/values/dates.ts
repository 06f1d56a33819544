import type { DateFormat } from '@portico/sales-contract'
import { monthOf } from './months.ts'
import { narrowed, visible } from './text.ts'
import { type ClockTime, parseClock } from './times.ts'

/** What a text says of a day, before the order of its parts is known. */
type DayText =
  /** The text itself shows which part is year, month and day. */
  | { kind: 'DAY'; day: string; clock: string }
  /** Numbers whose order the file must show, the year not first. */
  | { kind: 'PARTS'; parts: [string, string, string]; isDotted: boolean; clock: string }
  | { kind: 'INSTANT'; at: string; form: 'UNIX' }
  | { kind: 'SERIAL'; at: string }

const FIRST_YEAR = 1900
const LAST_YEAR = 2200
const MAX_LENGTH = 64
const NUMERIC = /^(\d{1,4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,4})\s?[日号]?(?![\d])/
const DAY_NAMED = /^(\d{1,2})(?:st|nd|rd|th)?[\s.\-/]{1,3}(\p{L}{3,10})[\s.,\-/]{1,3}(\d{4}|\d{2})(?!\d)/u
const MONTH_FIRST_NAMED = /^(\p{L}{3,10})\.?[\s\-/]{1,3}(\d{1,2})(?:st|nd|rd|th)?[\s,\-/]{1,3}(\d{4})(?!\d)/u
const YEAR_NAMED = /^(\d{4})[\s.\-/]{1,3}(\p{L}{3,10})[\s.\-/]{1,3}(\d{1,2})(?!\d)/u
const WEEKDAY =
  /^(?:\p{L}{2,10}[.,]{1,2}\s{0,2}|(?:mon|tue|wed|thu|fri|sat|sun)\s|(?:星期|周|週)[一二三四五六日天]\s?)/iu
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?$/
const SERIAL = /^(\d{5})(?:[.,](\d{1,12}))?$/
/** Days from Excel's day 0 to 1970-01-01; its 1900 was a leap year. */
const EXCEL_EPOCH_DAYS = 25_569
const DAY_SECONDS = 86_400

/**
 * A local time as `YYYY-MM-DD HH:MM:SS`, or an ISO instant ending in Z where the text names its offset or zone. `clock` is
 * the time of day where a column of its own has it. Null when it is no date.
 */
export function parseDate(text: string, format: DateFormat, clock = ''): string | null {
  const found = readDay(text)
  if (!found) return null
  if (found.kind === 'INSTANT' || found.kind === 'SERIAL') return found.at
  const day = found.kind === 'DAY' ? found.day : toDay(orderOf(found.parts, format))
  const time = timeOf(found.clock, clock)
  return day && time ? joined(day, time) : null
}

/** Takes the text apart, whatever order its numbers have. Null when it is no date in any. */
export function readDay(text: string): DayText | null {
  if (text.length > 4 * MAX_LENGTH) return null
  const plain = narrowed(visible(text)).replaceAll('：', ':').trim()
  if (plain.length > MAX_LENGTH || !/\d/.test(plain)) return null
  return /^[\d.,]+$/.test(plain) && !/\d[.]\d+[.]/.test(plain) ? readNumber(plain) : readWritten(plain)
}

function readNumber(text: string): DayText | null {
  const [, days = '', fraction = ''] = SERIAL.exec(text) ?? []
  if (days) return readSerial(Number(`${days}.${fraction || '0'}`))
  if (/^\d{10}$/.test(text)) return readUnix(Number(text) * 1000)
  if (/^\d{13}$/.test(text)) return readUnix(Number(text))
  const [, year = '', month = '', date = '', hours, minutes, seconds = '00'] = COMPACT.exec(text) ?? []
  const day = year ? toDay([year, month, date]) : null
  if (day) return { kind: 'DAY', day, clock: hours ? `${hours}:${minutes}:${seconds}` : '' }
  return /^\d{8}$/.test(text)
    ? {
        kind: 'PARTS',
        parts: [text.slice(0, 2), text.slice(2, 4), text.slice(4)],
        isDotted: false,
        clock: '',
      }
    : null
}

/** From 1954 to 2119: what is less or more is rather another number. */
function readSerial(days: number): DayText | null {
  if (days < 20_000 || days > 80_000) return null
  const seconds = Math.round((days - EXCEL_EPOCH_DAYS) * DAY_SECONDS)
  return { kind: 'SERIAL', at: new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ') }
}

function readUnix(ms: number): DayText | null {
  const at = new Date(ms)
  const isLikely = at.getUTCFullYear() >= 1990 && at.getUTCFullYear() < 2100
  return isLikely ? { kind: 'INSTANT', at: at.toISOString(), form: 'UNIX' } : null
}

function readWritten(text: string): DayText | null {
  const bare = text.replace(WEEKDAY, match => (monthOf(match.replace(/[.,\s]/g, '')) ? match : ''))
  const compact = COMPACT.exec(bare)
  if (compact) return readNumber(bare.replace(/[T ]/, ''))
  return readNamed(bare) ?? readNumeric(bare)
}

function readNumeric(text: string): DayText | null {
  const match = NUMERIC.exec(text)
  if (!match) return null
  const [found, first = '', second = '', third = ''] = match
  const clock = clockAfter(text, found.length)
  if (clock === null) return null
  if (first.length !== 4) {
    return { kind: 'PARTS', parts: [first, second, third], isDotted: found.includes('.'), clock }
  }
  const day = toDay([first, second, third])
  return day ? { kind: 'DAY', day, clock } : null
}

function readNamed(text: string): DayText | null {
  const dayFirst = DAY_NAMED.exec(text)
  if (dayFirst) return named(text, dayFirst, [dayFirst[3], dayFirst[2], dayFirst[1]])
  const monthFirst = MONTH_FIRST_NAMED.exec(text)
  if (monthFirst) return named(text, monthFirst, [monthFirst[3], monthFirst[1], monthFirst[2]])
  const yearFirst = YEAR_NAMED.exec(text)
  return yearFirst ? named(text, yearFirst, [yearFirst[1], yearFirst[2], yearFirst[3]]) : null
}

function named(
  text: string,
  [found]: RegExpExecArray,
  [year = '', word = '', date = '']: (string | undefined)[],
): DayText | null {
  const month = monthOf(word)
  const clock = clockAfter(text, found.length)
  if (month === null || clock === null) return null
  const day = toDay([year, String(month), date])
  return day ? { kind: 'DAY', day, clock } : null
}

/** What follows the day, without what joins them; null when the two are grown together to something else. */
function clockAfter(text: string, length: number): string | null {
  const rest = text.slice(length)
  const clock = rest.replace(/^(?:T(?=\d)|[\s,]{1,3}(?:at\s|um\s|à\s)?|(?=[上下中午凌早晚]))/iu, '')
  return rest === '' || clock !== rest || /^[上下中午凌早晚오]/.test(rest) ? clock.trim() : null
}

function timeOf(inCell: string, beside: string): ClockTime | null {
  const text = inCell || narrowed(visible(beside)).trim()
  if (text.length > MAX_LENGTH) return null
  return text === '' ? { time: '00:00:00', offsetMinutes: null } : parseClock(text)
}

/** Year, month, day. */
function orderOf(
  [first, second, third]: [string, string, string],
  format: DateFormat,
): [string, string, string] {
  if (format === 'YMD') return [first, second, third]
  return format === 'DMY' ? [third, second, first] : [third, first, second]
}

function toDay([yearText, monthText, dayText]: [string, string, string]): string | null {
  if (yearText.length !== 4 && yearText.length !== 2) return null
  const [month, day] = [Number(monthText), Number(dayText)]
  const year = yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText)
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal && year >= FIRST_YEAR && year < LAST_YEAR ? date.toISOString().slice(0, 10) : null
}

/** 24:00 is the beginning of the next day. */
function joined(day: string, { time, offsetMinutes }: ClockTime): string {
  const at = new Date(`${day}T${time === '24:00:00' ? '00:00:00' : time}Z`)
  if (time === '24:00:00') at.setUTCDate(at.getUTCDate() + 1)
  if (offsetMinutes === null) return at.toISOString().slice(0, 19).replace('T', ' ')
  return new Date(at.getTime() - offsetMinutes * 60_000).toISOString()
}
