import { parseTypedDecimal } from '@portico/shared-ui'
import Big from 'big.js'
import type { CreditLineInput } from '../../graph/graph.generated.ts'
import type { OrderDetailLine } from '../order/use-order.ts'

export type CreditProblem = 'INVALID' | 'NEGATIVE' | 'TOO_MUCH'

/** What was typed by line id; nothing typed credits nothing of that line. */
export type CreditQuantities = Record<string, string>

/** All that is left: the usual case is the whole order coming back. Lines that are credited in full are left out. */
export function leftQuantities(lines: OrderDetailLine[]): CreditQuantities {
  return Object.fromEntries(lines.filter(({ left }) => new Big(left).gt(0)).map(line => [line.id, line.left]))
}

export function checkQuantity(line: OrderDetailLine, typed: string): CreditProblem | null {
  if (typed.trim() === '') return null
  const quantity = parseTypedDecimal(typed)
  if (quantity === null) return 'INVALID'
  if (new Big(quantity).lt(0)) return 'NEGATIVE'
  return new Big(quantity).gt(line.left) ? 'TOO_MUCH' : null
}

/** Only lines of which something comes back. */
export function creditLines(lines: OrderDetailLine[], quantities: CreditQuantities): CreditLineInput[] {
  return lines.flatMap(({ id }) => {
    const quantity = parseTypedDecimal(quantities[id] ?? '')
    return quantity !== null && new Big(quantity).gt(0) ? [{ lineId: id, quantity }] : []
  })
}

/** The amount the note will come to, with two decimals. */
export function creditTotal(lines: OrderDetailLine[], quantities: CreditQuantities): string {
  const wanted = new Map(creditLines(lines, quantities).map(({ lineId, quantity }) => [lineId, quantity]))
  const amountOf = ({ id, unitPrice, discount }: OrderDetailLine) =>
    new Big(wanted.get(id) ?? '0')
      .times(unitPrice)
      .times(new Big(1).minus(discount))
      .round(2, Big.roundHalfUp)
  return lines.reduce((sum, line) => sum.plus(amountOf(line)), new Big(0)).toFixed(2)
}
