import { Currency, Id, MAX_BATCH } from '@portico/service-contract'
import Type, { type Static } from 'typebox'

/** No price is negative; at most 15 digits before the dot and 6 after it. */
const ListPrice = Type.String({ pattern: '^\\d{1,15}(\\.\\d{1,6})?$' })

export const Price = Type.Object({
  productId: Type.String(),
  currency: Type.String(),
  listPrice: Type.String(),
  version: Type.Integer(),
})
export type Price = Static<typeof Price>

export const PriceChange = Type.Object({ currency: Currency, listPrice: ListPrice })
export type PriceChange = Static<typeof PriceChange>

export const WantedPrice = Type.Object({ productId: Id, ...PriceChange.properties })
export type WantedPrice = Static<typeof WantedPrice>

export const EnsuredPrice = Type.Object({ productId: Type.String(), isCreated: Type.Boolean() })
export type EnsuredPrice = Static<typeof EnsuredPrice>

export const ProductParams = Type.Object({ productId: Id })
export const PricedProducts = Type.Object({
  productIds: Type.Array(Id, { minItems: 1, maxItems: MAX_BATCH }),
})
export const WantedPrices = Type.Object({
  items: Type.Array(WantedPrice, { minItems: 1, maxItems: MAX_BATCH }),
})
