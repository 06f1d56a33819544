import { createHash } from 'node:crypto'
import type { ImportField } from '@portico/sales-contract'
import { identityOf } from '../values/text.ts'
import { cutText } from './problems.ts'

/** What the other services store. */
export const MAX_LENGTHS = {
  DOCUMENT_NUMBER: 64,
  PRODUCT_CODE: 64,
  DESCRIPTION: 500,
  CUSTOMER_CODE: 64,
  CUSTOMER_NAME: 500,
  COUNTRY: 200,
  DELIVERY_NOTE: 500,
} satisfies Partial<Record<ImportField, number>>
/** A cell beyond it is no code, number or date: it is looked at no further. */
export const MAX_CELL = 5000
const NAME_KEPT = 51

/** A name longer than a code may be gets a code made from all of it. */
export function codeOfName(name: string): string {
  if (name.length <= MAX_LENGTHS.CUSTOMER_CODE) return name
  const digest = createHash('sha256').update(identityOf(name)).digest('hex').slice(0, 12)
  return `${cutText(name, NAME_KEPT).trim()}~${digest}`
}
