import type { DecimalMark, DiscountUnit, Mapping } from '@portico/sales-contract'
import { Big } from 'big.js'
import { columnOf } from '../mapping/mapping.ts'
import { currenciesOf } from '../values/currencies.ts'
import { decimalOf, isRounded, readAmount } from '../values/numbers.ts'
import { parseDiscount, shareOfAmount } from './discounts.ts'

const PLAIN = /^-?\d{1,8}(\.\d{1,4})?$/

/** The numbers of a row, each in the notation of its column. */
export class Money {
  readonly #marks: Record<'QUANTITY' | 'UNIT_PRICE' | 'LINE_TOTAL' | 'DISCOUNT', DecimalMark>
  readonly #unit: DiscountUnit

  constructor(mapping: Mapping) {
    const mark = (field: 'QUANTITY' | 'UNIT_PRICE' | 'LINE_TOTAL' | 'DISCOUNT') =>
      columnOf(mapping, field)?.decimalMark ?? mapping.decimalMark
    this.#marks = {
      QUANTITY: mark('QUANTITY'),
      UNIT_PRICE: mark('UNIT_PRICE'),
      LINE_TOTAL: mark('LINE_TOTAL'),
      DISCOUNT: mark('DISCOUNT'),
    }
    this.#unit = columnOf(mapping, 'DISCOUNT')?.discountUnit ?? 'SHARE'
  }

  /** A workbook's own numbers have a dot, whatever the texts of the column have. */
  read(field: 'QUANTITY' | 'UNIT_PRICE' | 'LINE_TOTAL', text: string, isTyped: boolean): ReadNumber {
    const mark = isTyped ? '.' : this.#marks[field]
    if (mark === '.' && PLAIN.test(text)) return { value: text, isRounded: false, mark: null }
    const amount = readAmount(text)
    const value = amount && decimalOf(amount, mark)
    if (!amount || value === null) return NOTHING
    return { value, isRounded: isRounded(amount, mark), mark: amount.mark }
  }

  discount(text: string, isTyped: boolean, quantity: string | null, unitPrice: string | null): string | null {
    if (text === '') return '0'
    const mark = isTyped ? '.' : this.#marks.DISCOUNT
    if (this.#unit !== 'AMOUNT' || text.endsWith('%')) return parseDiscount(text, mark, this.#unit)
    const amount = readAmount(text)
    const off = amount && decimalOf(amount, mark)
    return off && quantity && unitPrice ? shareOfAmount(off, quantity, unitPrice) : null
  }
}

interface ReadNumber {
  value: string | null
  isRounded: boolean
  /** The currency written beside it. */
  mark: string | null
}

const NOTHING: ReadNumber = { value: null, isRounded: false, mark: null }

const SCALE = 4

/** The price of a piece, from what the line comes to; null unless the line then comes to the same cent. */
export function priceOfTotal(total: string, quantity: string): string | null {
  if (Big(quantity).eq(0)) return null
  const price = Big(total).div(quantity).round(SCALE, Big.roundHalfUp)
  const amount = price.times(quantity).round(2, Big.roundHalfUp)
  return amount.eq(Big(total).round(2, Big.roundHalfUp)) ? price.toFixed() : null
}

/** Whether a code or sign means other money than the shop's. */
export function isOtherMoney(mark: string, currency: string): boolean {
  return !currenciesOf(mark).includes(currency)
}
