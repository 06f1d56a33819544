import { Code, Id, Name, Nullable } from '@portico/service-kit'
import Type, { type Static } from 'typebox'

const Category = Nullable(Type.String({ maxLength: 200 }))
const Unit = Type.String({ minLength: 1, maxLength: 32, pattern: '\\S' })
/** SERVICE: sold, but never stocked, such as postage. */
const Kind = Type.Enum(['GOODS', 'SERVICE'])

export const Product = Type.Object({
  id: Id,
  code: Type.String(),
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
  category: Type.Optional(Category),
  unit: Type.Optional(Unit),
  kind: Type.Optional(Kind),
})
export type NewProduct = Static<typeof NewProduct>

export const ProductChanges = Type.Object({
  ...Type.Partial(NewProduct).properties,
  isActive: Type.Optional(Type.Boolean()),
})
export type ProductChanges = Static<typeof ProductChanges>

export const EnsuredProduct = Type.Object({ code: Type.String(), id: Id, isCreated: Type.Boolean() })
export type EnsuredProduct = Static<typeof EnsuredProduct>
