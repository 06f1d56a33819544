export { productContract } from './contract.ts'
export type {
  EnsuredProduct,
  NewProduct,
  Product,
  ProductChanges,
  ProductFilter,
  ProductSort,
} from './product.ts'
