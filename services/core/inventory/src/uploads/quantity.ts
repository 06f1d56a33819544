import type { DecimalMark } from '@portico/inventory-contract'

export type QuantityProblem =
  | 'QUANTITY_MISSING'
  | 'QUANTITY_UNREADABLE'
  | 'QUANTITY_AMBIGUOUS'
  | 'QUANTITY_NEGATIVE'
  | 'QUANTITY_TOO_PRECISE'
  | 'QUANTITY_TOO_LARGE'

export type ReadQuantity = { quantity: string; problem: null } | { quantity: null; problem: QuantityProblem }

/** What the ledger keeps: 14 digits before the dot, 4 after it. */
const WHOLE_DIGITS = 14
const FRACTION_DIGITS = 4

/** One thousand and two hundred, or one and a fifth: only the file's own decimal mark decides. */
const AMBIGUOUS = /^[1-9]\d{0,2}[.,]\d{3}$/
const GROUPED = { '.': /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/, ',': /^[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/ }
const PLAIN = { '.': /^\d+(\.\d+)?$/, ',': /^\d+(,\d+)?$/ }

/** Far more than a quantity takes; what is longer is not looked at by any pattern. */
const MAX_CHARACTERS = 100

/** `mark` null: whatever the text can only mean. */
export function readQuantity(text: string, mark: DecimalMark | null): ReadQuantity {
  if (text.length > MAX_CHARACTERS) return refused('QUANTITY_UNREADABLE')
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\u00a0\u202f']/g, '')
    .replace('−', '-')
  if (plain === '') return refused('QUANTITY_MISSING')
  if (/^-[\d.,]+$/.test(plain)) return refused('QUANTITY_NEGATIVE')
  const unsigned = plain.replace(/^\+/, '')
  if (mark === null && AMBIGUOUS.test(unsigned)) return refused('QUANTITY_AMBIGUOUS')
  const marks: DecimalMark[] = mark ? [mark] : ['.', ',']
  const found = marks.find(each => PLAIN[each].test(unsigned) || GROUPED[each].test(unsigned))
  return found ? checked(toDecimal(unsigned, found)) : refused('QUANTITY_UNREADABLE')
}

function toDecimal(text: string, mark: DecimalMark): string {
  const grouping = mark === '.' ? ',' : '.'
  return text.replaceAll(grouping, '').replace(mark, '.')
}

function checked(decimal: string): ReadQuantity {
  const [whole = '', fraction = ''] = decimal.split('.')
  const [digits, places] = [whole.replace(/^0+(?=\d)/, ''), fraction.replace(/0+$/, '')]
  if (digits.length > WHOLE_DIGITS) return refused('QUANTITY_TOO_LARGE')
  if (places.length > FRACTION_DIGITS) return refused('QUANTITY_TOO_PRECISE')
  return { quantity: places ? `${digits}.${places}` : digits, problem: null }
}

function refused(problem: QuantityProblem): ReadQuantity {
  return { quantity: null, problem }
}
