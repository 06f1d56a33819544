import { Id, MAX_BATCH } from '@portico/service-contract'
import Type from 'typebox'

// What stock can hold, as decimal text: 14 digits before the dot, 4 after it.
const PLAIN = '\\d{1,14}(\\.\\d{1,4})?'
/** Zero or more. */
export const NotNegative = Type.String({ pattern: `^${PLAIN}$` })
export const Positive = Type.String({ pattern: `^(?=.*[1-9])${PLAIN}$` })
/** Signed. */
export const QuantityDelta = Type.String({ pattern: `^-?${PLAIN}$` })
export const StockNote = Type.String({ maxLength: 500 })
/** Number of the document that moved the goods. */
export const Reference = Type.String({ maxLength: 100 })

export const ProductIds = Type.Object({ productIds: Type.Array(Id, { minItems: 1, maxItems: MAX_BATCH }) })
