import Big from 'big.js'
import { parseQuantity, type QuantityProblem } from './quantity.ts'

/** `change`: the signed difference is typed. `count`: what was counted is typed, the difference follows. */
export type AdjustMode = 'change' | 'count'

type AdjustmentProblem = QuantityProblem | 'NEGATIVE' | 'NO_CHANGE'

/** What a booking would do. Decimals as text. */
export interface Adjustment {
  quantityDelta: string
  onHand: string
  available: string
  /** It takes more than is available, as far as this page knows; the ledger decides. */
  isShort: boolean
}

export type PlannedAdjustment =
  | { adjustment: Adjustment; problem: null }
  | { adjustment: null; problem: AdjustmentProblem }

interface Stock {
  onHand: string
  available: string
}

export function planAdjustment(mode: AdjustMode, text: string, stock: Stock): PlannedAdjustment {
  const { value, problem } = parseQuantity(text)
  if (problem) return { adjustment: null, problem }
  if (mode === 'count' && value.lt(0)) return { adjustment: null, problem: 'NEGATIVE' }
  const delta = mode === 'count' ? value.minus(stock.onHand) : value
  if (delta.eq(0)) return { adjustment: null, problem: 'NO_CHANGE' }
  return { adjustment: adjust(stock, delta), problem: null }
}

function adjust(stock: Stock, delta: Big): Adjustment {
  const available = new Big(stock.available).plus(delta)
  return {
    quantityDelta: delta.toFixed(),
    onHand: new Big(stock.onHand).plus(delta).toFixed(),
    available: available.toFixed(),
    isShort: delta.lt(0) && available.lt(0),
  }
}

/** "+5", "-3": a change always shows its direction. `format` words the number. */
export function signed(delta: string, format: (quantity: string) => string): string {
  return new Big(delta).gt(0) ? `+${format(delta)}` : format(delta)
}
