import { Code, MAX_BATCH, Name, Nullable, PageQuery, TableQuery } from '@portico/service-contract'
import Type, { type Static } from 'typebox'

const Category = Nullable(Type.String({ maxLength: 200 }))
const Unit = Type.String({ minLength: 1, maxLength: 32, pattern: '\\S' })
/** SERVICE: sold, but never stocked, such as postage. */
const Kind = Type.Enum(['GOODS', 'SERVICE'])
/** What a scanner types: no spaces in it. An empty one is none. */
const Barcode = Nullable(Type.String({ maxLength: 64, pattern: '^\\s*\\S*\\s*$' }))

export const Product = Type.Object({
  id: Type.String(),
  code: Type.String(),
  barcode: Nullable(Type.String()),
  name: Type.String(),
  category: Nullable(Type.String()),
  unit: Type.String(),
  kind: Kind,
  isActive: Type.Boolean(),
  version: Type.Integer(),
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

const Search = Type.Optional(Type.String({ maxLength: 200 }))

/** What narrows the list of products, and its export; `search` is part of a code, barcode or name. */
export const ProductFilter = Type.Object({
  search: Search,
  category: Search,
  kind: Type.Optional(Kind),
  isActive: Type.Optional(Type.Boolean()),
})
export type ProductFilter = Static<typeof ProductFilter>

const ProductSort = Type.Enum(['CODE_ASC', 'CODE_DESC', 'NAME_ASC', 'NAME_DESC'])
export type ProductSort = Static<typeof ProductSort>

export const ProductQuery = Type.Interface([PageQuery, ProductFilter], { sort: Type.Optional(ProductSort) })
export const ProductExportQuery = Type.Interface([TableQuery, ProductFilter], {})

/** What a scanner or a file of a stock count says: code or barcode. */
export const Labels = Type.Object({
  labels: Type.Array(Type.String({ minLength: 1, maxLength: 64 }), { minItems: 1, maxItems: MAX_BATCH }),
})
