import { defineContract, ItemsOf, VersionHeaders } from '@portico/service-contract'
import Type from 'typebox'
import { EnsuredPrice, Price, PriceChange, PricedProducts, ProductParams, WantedPrices } from './price.ts'

const ofProduct = { headers: VersionHeaders, params: ProductParams }

export const pricingContract = defineContract({
  service: 'pricing',
  version: 1,
  routes: {
    readPrices: {
      method: 'POST',
      url: '/prices/batch',
      schema: { body: PricedProducts, response: { 200: ItemsOf(Price) } },
      isRead: true,
    },
    putPrice: {
      method: 'PUT',
      url: '/prices/:productId',
      schema: { ...ofProduct, body: PriceChange, response: { 200: Price } },
    },
    removePrice: {
      method: 'DELETE',
      url: '/prices/:productId',
      schema: {
        ...ofProduct,
        response: { 204: Type.Null({ description: 'The product has no price now.' }) },
      },
    },
    ensurePrices: {
      method: 'POST',
      url: '/prices/ensure',
      schema: { body: WantedPrices, response: { 200: ItemsOf(EnsuredPrice) } },
    },
  },
})
