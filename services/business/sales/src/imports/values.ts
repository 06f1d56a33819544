import { Big } from 'big.js'

export type DateFormat = 'DMY' | 'MDY' | 'YMD'
export type DecimalMark = '.' | ','

/** What a line of a document holds: eight digits before the dot, four after it. */
const SCALE = 4
/** Nearly all numbers of nearly all files; the rest takes longer to read. */
const PLAIN = /^-?\d{1,8}(\.\d{1,4})?$/
const LIMIT = Big(100_000_000)
const CURRENCY_SIGNS = /^[£$€¥￥]\s*|\s*[£$€¥￥元]$/g
const SPACES = /[\s\u00a0\u202f']/g

/**
 * Plain decimal text of a number as people write it - thousands separated, a currency sign, minus in front or as
 * brackets - rounded half away from zero to four digits. Null when it is none, or too large.
 */
export function parseDecimal(text: string, mark: DecimalMark): string | null {
  if (mark === '.' && PLAIN.test(text)) return text
  const signless = text.trim().replace(CURRENCY_SIGNS, '')
  const bracketed = /^\((.+)\)$/.exec(signless)?.[1]
  const compact = (bracketed ?? signless).replace(SPACES, '').replace(/^[−–]/, '-')
  const plain = withoutGrouping(compact, mark)
  if (plain === null) return null
  const value = Big(bracketed ? `-${plain}` : plain)
  return value.abs().lt(LIMIT) ? value.round(SCALE).toFixed() : null
}

/** `15%` and `0.15` are the same discount. Null outside 0 to 1. */
export function parseDiscount(text: string, mark: DecimalMark): string | null {
  const percent = /^(.+)%$/.exec(text.trim())?.[1]
  const value = parseDecimal(percent ?? text, mark)
  if (value === null) return null
  const discount = percent === undefined ? Big(value) : Big(value).div(100)
  return discount.gte(0) && discount.lte(1) ? discount.round(SCALE).toFixed() : null
}

const NUMBERS = {
  '.': /^[-+]?(\d+|\d{1,3}(,\d{3})+)?(\.\d*)?$/,
  ',': /^[-+]?(\d+|\d{1,3}(\.\d{3})+)?(,\d*)?$/,
}

function withoutGrouping(text: string, mark: DecimalMark): string | null {
  if (!/\d/.test(text) || !NUMBERS[mark].test(text)) return null
  const ungrouped = text.replaceAll(mark === '.' ? ',' : '.', '')
  return ungrouped
    .replace(',', '.')
    .replace(/^\+/, '')
    .replace(/^(-?)\./, '$10.')
    .replace(/\.$/, '')
}

const FIRST_YEAR = 1900
const DAY = /^(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})日?(?:[T\s,]+(.+))?$/
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*([ap]m)?$/i
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/

/** A local time as `YYYY-MM-DD HH:MM:SS`, or an ISO instant ending in Z where the text names its offset. Null when it is none. */
export function parseDate(text: string, format: DateFormat): string | null {
  const trimmed = text.trim()
  if (INSTANT.test(trimmed)) return toInstant(trimmed)
  const match = DAY.exec(trimmed)
  if (!match) return null
  const [, first = '', second = '', third = '', clock] = match
  const day = toDay(orderOf(first, second, third, format))
  const time = clock === undefined ? '00:00:00' : toTime(clock)
  return day && time ? `${day} ${time}` : null
}

function toInstant(text: string): string | null {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) || at.getUTCFullYear() < FIRST_YEAR ? null : at.toISOString()
}

/** Year, month, day. A four-digit first part is a year whatever the format. */
function orderOf(first: string, second: string, third: string, format: DateFormat): [string, string, string] {
  if (first.length === 4 || format === 'YMD') return [first, second, third]
  return format === 'DMY' ? [third, second, first] : [third, first, second]
}

function toDay([yearText, monthText, dayText]: [string, string, string]): string | null {
  if (yearText.length !== 4 && yearText.length !== 2) return null
  const [month, day] = [Number(monthText), Number(dayText)]
  const year = yearText.length === 2 ? 2000 + Number(yearText) : Number(yearText)
  const date = new Date(Date.UTC(year, month - 1, day))
  const isReal =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return isReal && year >= FIRST_YEAR ? date.toISOString().slice(0, 10) : null
}

function toTime(text: string): string | null {
  const match = TIME.exec(text.trim())
  if (!match) return null
  const [, hours = '', minutes = '', seconds = '00', half] = match
  const hour = half ? (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0) : Number(hours)
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  return `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`
}
