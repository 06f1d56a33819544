import { parseTypedDecimal } from '@portico/shared-ui'
import Big from 'big.js'

export type NumberProblem =
  | 'numberMissing'
  | 'numberUnclear'
  | 'numberTooPrecise'
  | 'numberTooLarge'
  | 'numberZero'

/** As the ledger keeps it: four places, fourteen digits before them, more than zero. */
export function checkQuantity(typed: string): NumberProblem | null {
  if (typed.trim() === '') return 'numberMissing'
  return checkDigits(typed, { whole: 14, fraction: 4 }) ?? (isZero(typed) ? 'numberZero' : null)
}

/** As pricing keeps it: six places, fifteen digits before them. Empty: no price. */
export function checkPrice(typed: string): NumberProblem | null {
  return typed.trim() === '' ? null : checkDigits(typed, { whole: 15, fraction: 6 })
}

function checkDigits(typed: string, limit: { whole: number; fraction: number }): NumberProblem | null {
  const value = parseTypedDecimal(typed)
  if (value === null || value.startsWith('-')) return 'numberUnclear'
  const [whole = '', fraction = ''] = value.split('.')
  if (whole.length > limit.whole) return 'numberTooLarge'
  return fraction.length > limit.fraction ? 'numberTooPrecise' : null
}

function isZero(typed: string): boolean {
  return new Big(parseTypedDecimal(typed) ?? '0').eq(0)
}
