import { Code, Id, Name, Nullable } from '@portico/service-kit'
import Type, { type Static } from 'typebox'

const Category = Nullable(Type.String({ maxLength: 200 }))
const Unit = Type.String({ minLength: 1, maxLength: 32, pattern: '\\S' })
/** SERVICE: sold, but never stocked, such as postage. */
const Kind = Type.Enum(['GOODS', 'SERVICE'])
/** What a scanner types: no spaces in it. An empty one is none. */
const Barcode = Nullable(Type.String({ maxLength: 64, pattern: '^\\s*\\S*\\s*$' }))

export const Product = Type.Object({
  id: Id,
  code: Type.String(),
  barcode: Nullable(Type.String()),
  name: Type.String(),
  category: Nullable(Type.String()),
  unit: Type.String(),
  kind: Kind,
  isActive: Type.Boolean(),
  version: Type.Integer(),
  cursor: Type.Optional(Type.String()),
})
export type Product = Static<typeof Product>

export const NewProduct = Type.Object({
  code: Code,
  name: Name,
  barcode: Type.Optional(Barcode),
  category: Type.Optional(Category),
  unit: Type.Optional(Unit),
  kind: Type.Optional(Kind),
  isActive: Type.Optional(Type.Boolean()),
})
export type NewProduct = Static<typeof NewProduct>

export const ProductChanges = Type.Partial(NewProduct)
export type ProductChanges = Static<typeof ProductChanges>

export const EnsuredProduct = Type.Object({ code: Type.String(), id: Id, isCreated: Type.Boolean() })
export type EnsuredProduct = Static<typeof EnsuredProduct>

const Search = Type.Optional(Type.String({ maxLength: 200 }))

/** What narrows the list of products, and its export. */
export const ProductFilterQuery = Type.Object({
  search: Search,
  category: Search,
  kind: Type.Optional(Kind),
  isActive: Type.Optional(Type.Boolean()),
})
