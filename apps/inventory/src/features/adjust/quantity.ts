import Big from 'big.js'

/** Why a typed quantity cannot be booked; also the key of its words. */
export type QuantityProblem = 'EMPTY' | 'NOT_A_NUMBER' | 'TOO_PRECISE' | 'TOO_LARGE'

export type ParsedQuantity = { value: Big; problem: null } | { value: null; problem: QuantityProblem }

/** The ledger keeps four decimal places and fourteen digits before them. */
const FRACTION_DIGITS = 4
const LIMIT = new Big(10).pow(14)

const TYPED = /^[+-]?(\d+\.?\d*|\.\d+)$/

/** Reads what a person types: a sign, a comma or point for decimals, full-width digits of a Chinese keyboard. */
export function parseQuantity(text: string): ParsedQuantity {
  const plain = text.normalize('NFKC').replaceAll(/\s/g, '').replace('−', '-').replace(',', '.')
  if (plain === '') return { value: null, problem: 'EMPTY' }
  if (!TYPED.test(plain)) return { value: null, problem: 'NOT_A_NUMBER' }
  const value = new Big(plain.replace(/^\+/, ''))
  if (!value.round(FRACTION_DIGITS).eq(value)) return { value: null, problem: 'TOO_PRECISE' }
  if (value.abs().gte(LIMIT)) return { value: null, problem: 'TOO_LARGE' }
  return { value, problem: null }
}
