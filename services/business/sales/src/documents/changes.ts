import type { Change } from '@portico/sales-contract'
import { type OrderTexts, orderTexts } from './order-texts.ts'
import type { NewDocument, NewLine } from './write.ts'

/** What stands on a document, with its total. */
export type Content = Pick<NewDocument, 'customerId' | 'lines'> & OrderTexts & { total: string }

/** What an edit changed, in the order a reader meets it: customer, texts, lines, total. */
export function compareContent(before: Content, after: Content): Change[] {
  return [
    change('CUSTOMER', null, before.customerId, after.customerId),
    ...orderTexts.map(text => change(text.change, null, before[text.name], after[text.name])),
    ...compareLines(before.lines, after.lines),
    change('TOTAL', null, before.total, after.total),
  ].filter(({ before, after }) => before !== after)
}

/** Lines have no identity of their own across an edit: the first of a product is compared with the first of it, and so on. */
function compareLines(before: NewLine[], after: NewLine[]): Change[] {
  const left = Map.groupBy(before, keyOf)
  const kept = after.flatMap(line => {
    const old = left.get(keyOf(line))?.shift()
    return old ? compareLine(old, line) : [change('LINE', line.description, null, plain(line.quantity))]
  })
  const removed = [...left.values()].flat()
  return [...kept, ...removed.map(line => change('LINE', line.description, plain(line.quantity), null))]
}

function compareLine(before: NewLine, after: NewLine): Change[] {
  const item = after.description
  return [
    change('QUANTITY', item, plain(before.quantity), plain(after.quantity)),
    change('UNIT_PRICE', item, plain(before.unitPrice), plain(after.unitPrice)),
    change('DISCOUNT', item, plain(before.discount), plain(after.discount)),
  ]
}

function keyOf({ productId, description }: NewLine): string {
  return productId ?? description
}

function change(field: Change['field'], item: string | null, before: string | null, after: string | null) {
  return { field, item, before, after }
}

/** `1.50` and `1.5` are no change. */
function plain(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal
}
