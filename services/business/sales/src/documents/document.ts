import { type Order, type OrderText, OWN_SOURCE } from '@portico/sales-contract'
import { type OrderTexts, orderTexts } from './order-texts.ts'
import { allowedActions } from './state.ts'

/** What is stored of a document, without what is only shown where a feature is on. */
export interface Document extends Omit<Order, 'waitingDays' | OrderText>, OrderTexts {
  /** Whether a credit note of it was written. */
  isCredited: boolean
  /** Whether inventory was sent a message about its shipment. */
  isShippedHere: boolean
}

export interface DocumentRow extends Omit<Document, 'orderedAt' | 'allowedActions'> {
  orderedAt: Date
}

/** The source of documents taken from files; further series of numbers are `csv:2` and so on. */
export const FILE_SOURCE = 'csv'

/** Of queries whose `$1` is the tenant, and so are those of lines: a constant leads to one partition, a joined column does not. */
export const DOCUMENT_COLUMNS = `id, kind, number, status, customer_id as "customerId", ordered_at as "orderedAt",
  ${orderTexts.map(({ name, column }) => `${column} as "${name}"`).join(', ')},
  currency, total, line_count as "lineCount", credit_of_id as "creditOfId", source like '${FILE_SOURCE}%' as "isImported", version,
  shipped_at is not null or source = '${OWN_SOURCE}' as "isShippedHere",
  exists (select 1 from document note where note.tenant_id = $1 and note.credit_of_id = document.id) as "isCredited"`

export const LINE_COLUMNS = `id, document_id as "orderId", position, product_id as "productId", description,
  trim_scale(quantity) as quantity, trim_scale(unit_price) as "unitPrice", trim_scale(discount) as discount, amount,
  trim_scale(quantity + coalesce((select sum(credited.quantity) from line credited
    where credited.tenant_id = $1 and credited.credit_of_line_id = line.id), 0)) as left`

export function toDocument({ orderedAt, ...row }: DocumentRow): Document {
  return { ...row, orderedAt: orderedAt.toISOString(), allowedActions: allowedActions(row) }
}
