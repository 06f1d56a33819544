import type { DecimalMark } from '@portico/sales-contract'
import { Big } from 'big.js'
import { currenciesOf } from './currencies.ts'
import { narrowed, visible } from './text.ts'

/** What a line of a document holds: eight digits before the dot, four after it. */
const SCALE = 4
/** Nearly all numbers of nearly all files; the rest takes longer to read. */
const PLAIN = /^-?\d{1,8}(\.\d{1,4})?$/
const LIMIT = Big(100_000_000)
/** A number with its signs is shorter; looked at before any pattern is. */
const MAX_LENGTH = 64

/** A number as it stands in a cell, taken apart. */
export interface ReadAmount {
  /** Digits and what stands between them. */
  core: string
  isNegative: boolean
  /** The sign or code beside it, as written. */
  mark: string | null
}

const EDGE = /^(?:([-−–﹣])|(\+)|(\p{L}{1,5}\.|[^\d\s.,'’()+−–﹣-]{1,5}))\s*/u
const TAIL = /\s*(?:([-−–﹣])|([^\d\s.,'’()+−–﹣-]{1,5}\.?))$/u
const CORE = /^[\d.,'’٬ ]+$/u

/** Null when the text is no number, whatever its notation. */
export function readAmount(text: string): ReadAmount | null {
  if (text.length > 4 * MAX_LENGTH) return null
  const plain = narrowed(visible(text)).trim()
  if (plain.length > MAX_LENGTH || !/\d/.test(plain)) return null
  const amount: ReadAmount = { core: plain, isNegative: false, mark: null }
  while (stripFront(amount) || stripEnd(amount) || stripBrackets(amount));
  return CORE.test(amount.core) && /\d/.test(amount.core) ? amount : null
}

function stripFront(amount: ReadAmount): boolean {
  const [found, minus, , mark] = EDGE.exec(amount.core) ?? []
  if (found === undefined) return false
  return take(amount, amount.core.slice(found.length), minus, mark)
}

function stripEnd(amount: ReadAmount): boolean {
  const [found, minus, mark] = TAIL.exec(amount.core) ?? []
  if (found === undefined) return false
  return take(amount, amount.core.slice(0, -found.length), minus, mark)
}

function stripBrackets(amount: ReadAmount): boolean {
  if (!amount.core.startsWith('(') || !amount.core.endsWith(')')) return false
  return take(amount, amount.core.slice(1, -1).trim(), '-', undefined)
}

/** One sign and one currency at most: `--1` and `$1 €` are no numbers. */
function take(
  amount: ReadAmount,
  rest: string,
  minus: string | undefined,
  mark: string | undefined,
): boolean {
  if (minus !== undefined && amount.isNegative) return false
  if (mark !== undefined && (amount.mark !== null || currenciesOf(mark).length === 0)) return false
  amount.core = rest
  if (minus !== undefined) amount.isNegative = true
  if (mark !== undefined) amount.mark = mark
  return true
}

const GROUPED = {
  '.': /^(\d+|[1-9]\d{0,2}(,\d{3})+|[1-9]\d?(,\d{2})+,\d{3})?(\.\d*)?$/,
  ',': /^(\d+|[1-9]\d{0,2}(\.\d{3})+)?(,\d*)?$/,
}
const SPACED = /^[1-9]\d{0,2}(?:['’٬ ]\d{3})+(?:[.,]\d*)?$/u

/** Plain text of the digits, with a dot, as one notation reads them; null when it cannot. */
export function digitsOf(core: string, mark: DecimalMark): string | null {
  const hasSpaces = /['’٬ ]/u.test(core)
  if (hasSpaces && !SPACED.test(core)) return null
  const text = hasSpaces ? core.replace(/['’٬ ]/gu, '') : core
  if (!/\d/.test(text) || !GROUPED[mark].test(text)) return null
  const ungrouped = text.replaceAll(mark === '.' ? ',' : '.', '').replace(',', '.')
  return ungrouped.replace(/^\./, '0.').replace(/\.$/, '')
}

/**
 * Plain decimal text of a number as people write it - grouped, with a currency's sign or code, minus before, behind or
 * as brackets - rounded half away from zero to four digits. Null when it is none, or too large.
 */
export function parseDecimal(text: string, mark: DecimalMark): string | null {
  if (mark === '.' && PLAIN.test(text)) return text
  const amount = readAmount(text)
  return amount && decimalOf(amount, mark)
}

export function decimalOf({ core, isNegative }: ReadAmount, mark: DecimalMark): string | null {
  const digits = digitsOf(core, mark)
  if (digits === null) return null
  const value = Big(digits)
  if (value.gte(LIMIT)) return null
  const rounded = value.round(SCALE, Big.roundHalfUp)
  return (isNegative ? rounded.neg() : rounded).toFixed()
}

/** More digits after the mark than a line keeps. */
export function isRounded({ core }: ReadAmount, mark: DecimalMark): boolean {
  const digits = digitsOf(core, mark)
  return digits !== null && !Big(digits).round(SCALE, Big.roundHalfUp).eq(digits)
}
