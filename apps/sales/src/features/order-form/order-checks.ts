import { parseTypedDecimal } from '@portico/shared-ui'
import Big from 'big.js'
import type { OrderInput, OrderLineInput } from '../../graph/graph.generated.ts'
import { forEachText } from '../order/order-texts.ts'
import { type DraftLine, isBlank, type OrderDraft } from './order-draft.ts'

type LineProblem =
  | 'PRODUCT_MISSING'
  | 'QUANTITY_INVALID'
  | 'QUANTITY_NOT_POSITIVE'
  | 'PRICE_INVALID'
  | 'PRICE_NEGATIVE'
  | 'DISCOUNT_INVALID'
  | 'DISCOUNT_OUT_OF_RANGE'

export interface LineProblems {
  product?: LineProblem
  quantity?: LineProblem
  unitPrice?: LineProblem
  discountPercent?: LineProblem
}

export interface DraftProblems {
  /** By the line's key; only lines that have any. */
  lines: Record<string, LineProblems>
  /** No line has anything in it. */
  isEmpty: boolean
}

export function checkDraft(draft: OrderDraft): DraftProblems {
  const filled = draft.lines.filter(line => !isBlank(line))
  const checked = filled.map((line): [string, LineProblems] => [line.key, checkLine(line)])
  const broken = checked.filter(([, problems]) => Object.values(problems).some(Boolean))
  return { lines: Object.fromEntries(broken), isEmpty: filled.length === 0 }
}

export function hasProblems({ lines, isEmpty }: DraftProblems): boolean {
  return isEmpty || Object.keys(lines).length > 0
}

/** What the gateway is sent. Call only for a draft without problems. */
export function inputOf(draft: OrderDraft): OrderInput {
  return {
    customerId: draft.customer?.id ?? null,
    ...forEachText(name => draft[name].trim() || null),
    lines: draft.lines.flatMap(lineInputOf),
  }
}

/** The amount the service will come to, or null while a number is missing: rounded half away from zero, as money is. */
export function lineAmount(line: DraftLine): Big | null {
  const quantity = parseTypedDecimal(line.quantity)
  const unitPrice = parseTypedDecimal(line.unitPrice)
  const discount = discountOf(line)
  if (quantity === null || unitPrice === null || discount === null) return null
  return new Big(quantity).times(unitPrice).times(new Big(1).minus(discount)).round(2, Big.roundHalfUp)
}

/** Sum of the amounts that can be computed, with two decimals. */
export function draftTotal(draft: OrderDraft): string {
  const amounts = draft.lines.map(line => lineAmount(line) ?? new Big(0))
  return amounts.reduce((sum, amount) => sum.plus(amount), new Big(0)).toFixed(2)
}

function lineInputOf(line: DraftLine): OrderLineInput[] {
  const quantity = parseTypedDecimal(line.quantity)
  const unitPrice = parseTypedDecimal(line.unitPrice)
  const discount = discountOf(line)
  if (line.product === null || quantity === null || unitPrice === null || discount === null) return []
  return [{ productId: line.product.id, quantity, unitPrice, discount: discount.toFixed() }]
}

function checkLine(line: DraftLine): LineProblems {
  return {
    product: line.product === null ? 'PRODUCT_MISSING' : undefined,
    quantity: checkQuantity(parseTypedDecimal(line.quantity)),
    unitPrice: checkPrice(parseTypedDecimal(line.unitPrice)),
    discountPercent: checkDiscount(discountOf(line)),
  }
}

function checkQuantity(quantity: string | null): LineProblem | undefined {
  if (quantity === null) return 'QUANTITY_INVALID'
  return new Big(quantity).lte(0) ? 'QUANTITY_NOT_POSITIVE' : undefined
}

function checkPrice(price: string | null): LineProblem | undefined {
  if (price === null) return 'PRICE_INVALID'
  return new Big(price).lt(0) ? 'PRICE_NEGATIVE' : undefined
}

function checkDiscount(discount: Big | null): LineProblem | undefined {
  if (discount === null) return 'DISCOUNT_INVALID'
  return discount.lt(0) || discount.gt(1) ? 'DISCOUNT_OUT_OF_RANGE' : undefined
}

/** As a fraction; nothing typed is no discount. */
function discountOf({ discountPercent }: DraftLine): Big | null {
  if (discountPercent.trim() === '') return new Big(0)
  const percent = parseTypedDecimal(discountPercent)
  return percent === null ? null : new Big(percent).div(100)
}
