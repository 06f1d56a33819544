import { parseTypedDecimal } from '@portico/shared-ui'
import Big from 'big.js'

/** Why a typed quantity cannot be booked; also the key of its words. */
export type QuantityProblem = 'EMPTY' | 'NOT_A_NUMBER' | 'TOO_PRECISE' | 'TOO_LARGE'

export type ParsedQuantity = { value: Big; problem: null } | { value: null; problem: QuantityProblem }

/** The ledger keeps four decimal places and fourteen digits before them. */
const FRACTION_DIGITS = 4
const LIMIT = new Big(10).pow(14)

/** What a person types, as `parseTypedDecimal` understands it: `1,500` is asked, for it may be one and a half. */
export function parseQuantity(text: string): ParsedQuantity {
  if (text.trim() === '') return { value: null, problem: 'EMPTY' }
  const typed = parseTypedDecimal(text)
  if (typed === null) return { value: null, problem: 'NOT_A_NUMBER' }
  const value = new Big(typed)
  if (!value.round(FRACTION_DIGITS).eq(value)) return { value: null, problem: 'TOO_PRECISE' }
  if (value.abs().gte(LIMIT)) return { value: null, problem: 'TOO_LARGE' }
  return { value, problem: null }
}
