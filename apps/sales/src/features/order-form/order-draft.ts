import { randomKey } from '@portico/shared-ui'
import Big from 'big.js'
import type { CustomerChoiceFragment, ProductChoiceFragment } from '../../graph/graph.generated.ts'
import { forEachText, type OrderText } from '../order/order-texts.ts'
import type { OrderDetail } from '../order/use-order.ts'

export type DraftProduct = Pick<ProductChoiceFragment, 'id' | 'code' | 'name' | 'unit' | 'kind'>

/** A line as it stands in the form: numbers are what was typed. */
export interface DraftLine {
  /** Stable while the form lives; not the line's id. */
  key: string
  product: DraftProduct | null
  quantity: string
  unitPrice: string
  /** "15" is fifteen per cent. */
  discountPercent: string
}

/** A half-typed order. Plain data: it is kept in session storage. */
export interface OrderDraft extends Record<OrderText, string> {
  /** Idempotency key of its saving: one order comes of it, however often, from wherever and with whatever it is sent. */
  key: string
  /** Null: a counter sale. */
  customer: CustomerChoiceFragment | null
  lines: DraftLine[]
  /** Number of the next line's key. */
  nextKey: number
}

export type DraftChange =
  | { type: 'customer'; customer: CustomerChoiceFragment | null }
  | { type: 'text'; name: OrderText; text: string }
  | { type: 'product'; key: string; product: ProductChoiceFragment }
  | {
      type: 'line'
      key: string
      patch: Partial<Pick<DraftLine, 'quantity' | 'unitPrice' | 'discountPercent'>>
    }
  | { type: 'add' }
  | { type: 'remove'; key: string }
  | { type: 'replace'; draft: OrderDraft }

export function emptyDraft(): OrderDraft {
  return withNewLine({ key: randomKey(), customer: null, ...draftTextsOf({}), lines: [], nextKey: 1 })
}

export function draftOf(order: OrderDetail): OrderDraft {
  const lines = order.lines.map((line, index) => ({
    key: String(index + 1),
    product: line.product ?? null,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    discountPercent: percentOf(line.discount),
  }))
  const { customer = null } = order
  return { key: randomKey(), customer, ...draftTextsOf(order), lines, nextKey: lines.length + 1 }
}

export function changeDraft(draft: OrderDraft, change: DraftChange): OrderDraft {
  switch (change.type) {
    case 'customer':
      return { ...draft, customer: change.customer }
    case 'text':
      return { ...draft, [change.name]: change.text }
    case 'product':
      return changeLine(draft, change.key, line => withProduct(line, change.product))
    case 'line':
      return changeLine(draft, change.key, line => ({ ...line, ...change.patch }))
    case 'add':
      return withNewLine(draft)
    case 'remove':
      return withoutLine(draft, change.key)
    case 'replace':
      return change.draft
  }
}

/** Of a draft or an order; what is not there is empty. */
export function draftTextsOf(given: Partial<Record<OrderText, string | null>>): Record<OrderText, string> {
  return forEachText(name => given[name] ?? '')
}

/** Nothing was put into this line yet; such lines are not sent. */
export function isBlank({ product, quantity, unitPrice, discountPercent }: DraftLine): boolean {
  return product === null && [quantity, unitPrice, discountPercent].every(typed => typed.trim() === '')
}

function withNewLine(draft: OrderDraft): OrderDraft {
  const line = { key: String(draft.nextKey), product: null, quantity: '', unitPrice: '', discountPercent: '' }
  return { ...draft, lines: [...draft.lines, line], nextKey: draft.nextKey + 1 }
}

/** A form always has a line to type into. */
function withoutLine(draft: OrderDraft, key: string): OrderDraft {
  const lines = draft.lines.filter(line => line.key !== key)
  return lines.length > 0 ? { ...draft, lines } : withNewLine({ ...draft, lines })
}

function changeLine(draft: OrderDraft, key: string, change: (line: DraftLine) => DraftLine): OrderDraft {
  return { ...draft, lines: draft.lines.map(line => (line.key === key ? change(line) : line)) }
}

/** Another product brings its own price; a quantity already typed stays. */
function withProduct(line: DraftLine, product: ProductChoiceFragment): DraftLine {
  const { id, code, name, unit, kind, listPrice } = product
  const unitPrice = listPrice?.amount ?? line.unitPrice
  return { ...line, product: { id, code, name, unit, kind }, unitPrice, quantity: line.quantity || '1' }
}

function percentOf(discount: string): string {
  const percent = new Big(discount).times(100)
  return percent.eq(0) ? '' : percent.toFixed()
}
