import { Nullable } from '@portico/service-contract'
import Type, { type TSchema } from 'typebox'

/** The answer's schema of a page of `item`. */
export function PageSchema<Item extends TSchema>(item: Item) {
  return Type.Object({ items: Type.Array(item), nextCursor: Nullable(Type.String()) })
}
