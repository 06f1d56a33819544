import { createHash } from 'node:crypto'
import { FIELD_CELLS } from '../mapping/field-cells.ts'
import { identityOf } from '../values/text.ts'
import { cutText } from './problems.ts'

/** A cell beyond it is no code, number or date: it is looked at no further. */
export const MAX_CELL = 5000
const NAME_KEPT = 51

/** A name longer than a code may be gets a code made from all of it. */
export function codeOfName(name: string): string {
  if (name.length <= FIELD_CELLS.CUSTOMER_CODE.maxLength) return name
  const digest = createHash('sha256').update(identityOf(name)).digest('hex').slice(0, 12)
  return `${cutText(name, NAME_KEPT).trim()}~${digest}`
}
