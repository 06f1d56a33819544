import type { Workbook } from './workbook.ts'

export interface RawCell {
  type: string
  style: number
  text: string
}

/** Excel shows and means fifteen digits; what is behind them is how binary numbers are kept. */
const DIGITS = 15
const EXCEL_EPOCH_DAYS = 25_569
const DAYS_TO_1904 = 1462
const DAY_SECONDS = 86_400

/** A cell's text as a person sees it: dates as ISO text, numbers with a dot, codes with their noughts. */
export function cellText(
  { type, style, text }: RawCell,
  { styles, shared }: Pick<Workbook, 'styles' | 'shared'>,
): { text: string; isNumber: boolean } {
  if (type === 's') return { text: shared[Number(text)] ?? '', isNumber: false }
  if (type === 'b') return { text: text === '1' ? 'TRUE' : 'FALSE', isNumber: false }
  if (type !== 'n' || text === '') return { text, isNumber: false }
  const format = styles.formats[style] ?? { kind: 'NUMBER' }
  if (format.kind === 'DATE') return { text: dateText(Number(text), styles.is1904), isNumber: false }
  const number = numberText(text)
  const isCode = format.kind === 'CODE' && /^\d+$/.test(number)
  return isCode
    ? { text: number.padStart(format.digits, '0'), isNumber: false }
    : { text: number, isNumber: true }
}

/** A whole number of more than fifteen digits stays in its notation, which says that digits are lost. */
function numberText(text: string): string {
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  if (Math.abs(value) >= 10 ** DIGITS) return value.toExponential().toUpperCase()
  const rounded = Number(value.toPrecision(DIGITS))
  return Math.abs(rounded) >= 1e-6 || rounded === 0 ? String(rounded) : rounded.toFixed(DIGITS)
}

/** A number below one is a time of day alone. */
function dateText(days: number, is1904: boolean): string {
  if (!Number.isFinite(days)) return ''
  const seconds = Math.round((days + (is1904 ? DAYS_TO_1904 : 0) - EXCEL_EPOCH_DAYS) * DAY_SECONDS)
  const at = new Date(seconds * 1000)
  if (Number.isNaN(at.getTime())) return String(days)
  const [day = '', time = ''] = at.toISOString().slice(0, 19).split('T')
  if (days >= 0 && days < 1) return time
  return time === '00:00:00' ? day : `${day} ${time}`
}
