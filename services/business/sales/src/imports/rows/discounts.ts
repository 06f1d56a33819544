import type { DecimalMark, DiscountUnit } from '@portico/sales-contract'
import { Big } from 'big.js'
import { parseDecimal } from '../values/numbers.ts'

const SCALE = 4

/** The share of the line that a discount takes off, from 0 to 1. `15%` is one in every unit; null when it is none. */
export function parseDiscount(text: string, mark: DecimalMark, unit: DiscountUnit = 'SHARE'): string | null {
  const trimmed = text.trim()
  const isPercent = trimmed.endsWith('%')
  const value = parseDecimal(isPercent ? trimmed.slice(0, -1) : trimmed, mark)
  if (value === null) return null
  const share = isPercent || unit === 'PERCENT' ? Big(value).div(100) : Big(value)
  return share.gte(0) && share.lte(1) ? share.round(SCALE, Big.roundHalfUp).toFixed() : null
}

/** A sum of money taken off a line, as the share a line keeps; null unless the line then comes to the same cent. */
export function shareOfAmount(amount: string, quantity: string, unitPrice: string): string | null {
  const gross = Big(quantity).times(unitPrice)
  const off = Big(amount).abs()
  if (off.eq(0)) return '0'
  if (gross.eq(0) || off.gt(gross.abs())) return null
  const share = off.div(gross.abs()).round(SCALE, Big.roundHalfUp)
  const kept = gross.times(Big(1).minus(share)).round(2, Big.roundHalfUp)
  const wanted = gross.s * 1 > 0 ? gross.minus(off) : gross.plus(off)
  return kept.eq(wanted.round(2, Big.roundHalfUp)) ? share.toFixed() : null
}
