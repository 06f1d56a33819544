export { productContract } from './contract.ts'
export type {
  NewProduct,
  Product,
  ProductChanges,
  ProductFilter,
  ProductSort,
} from './product.ts'
