import Big from 'big.js'

const GROUPED = /^[1-9]\d{0,2}(,\d{3})+\.\d+$|^[1-9]\d{0,2}(,\d{3}){2,}$/
const PLAIN = /^(\d+\.?\d*|\.\d+)$/
const COMMA = /^\d+,\d+$/
/** One thousand and two hundred, or one and a fifth. */
const AMBIGUOUS = /^[1-9]\d{0,2},\d{3}$/

/**
 * The decimal text a person meant by what was typed, or null when it is no number, or might be two. Full-width digits
 * and marks (as a Chinese input method gives them), blanks and thousands commas are understood.
 */
export function parseTypedDecimal(typed: string): string | null {
  const text = typed.normalize('NFKC').replaceAll('。', '.').replace(/\s/g, '')
  if (GROUPED.test(text)) return plainText(text.replaceAll(',', ''))
  if (COMMA.test(text) && !AMBIGUOUS.test(text)) return plainText(text.replace(',', '.'))
  return PLAIN.test(text) ? plainText(text) : null
}

/** Big writes no exponent and no superfluous zeros. */
function plainText(digits: string): string {
  return new Big(digits.replace(/\.$/, '')).toFixed()
}

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
  if (value === null) return 'numberUnclear'
  const [whole = '', fraction = ''] = value.split('.')
  if (whole.length > limit.whole) return 'numberTooLarge'
  return fraction.length > limit.fraction ? 'numberTooPrecise' : null
}

function isZero(typed: string): boolean {
  return new Big(parseTypedDecimal(typed) ?? '0').eq(0)
}
