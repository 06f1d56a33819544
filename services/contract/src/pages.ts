import Type, { type TObject } from 'typebox'
import { Nullable } from './schemas.ts'

/** The answer of a list of `item`; each item carries the cursor that the page after it begins with. */
export function PageOf<Item extends TObject>(item: Item) {
  return Type.Object({
    items: Type.Array(Type.Interface([item], { cursor: Type.String() })),
    pageInfo: Type.Object({ endCursor: Nullable(Type.String()), hasNextPage: Type.Boolean() }),
    totalCount: Type.Integer(),
  })
}
