export { pricingContract } from './contract.ts'
export type { EnsuredPrice, Price, PriceChange, WantedPrice } from './price.ts'
