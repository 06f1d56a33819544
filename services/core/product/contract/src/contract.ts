import {
  BatchBody,
  defineContract,
  IdempotencyHeaders,
  IdParams,
  ItemsOf,
  PageOf,
  VersionHeaders,
} from '@portico/service-contract'
import Type from 'typebox'
import {
  EnsuredProducts,
  Labels,
  NewProduct,
  Product,
  ProductChanges,
  ProductExportQuery,
  ProductQuery,
  WantedProducts,
} from './product.ts'

export const productContract = defineContract({
  service: 'product',
  version: 1,
  routes: {
    listProducts: {
      method: 'GET',
      url: '/products',
      schema: { querystring: ProductQuery, response: { 200: PageOf(Product) } },
    },
    exportProducts: { method: 'GET', url: '/products/export', schema: { querystring: ProductExportQuery } },
    getProduct: {
      method: 'GET',
      url: '/products/:id',
      schema: { params: IdParams, response: { 200: Product } },
    },
    readProducts: {
      method: 'POST',
      url: '/products/batch',
      schema: { body: BatchBody, response: { 200: ItemsOf(Product) } },
      isRead: true,
    },
    findProductsByLabels: {
      method: 'POST',
      url: '/products/by-labels',
      schema: { body: Labels, response: { 200: ItemsOf(Product) } },
      isRead: true,
    },
    listCategories: {
      method: 'GET',
      url: '/categories',
      schema: { response: { 200: ItemsOf(Type.String()) } },
    },
    createProduct: {
      method: 'POST',
      url: '/products',
      schema: { headers: IdempotencyHeaders, body: NewProduct, response: { 201: Product } },
    },
    ensureProducts: {
      method: 'POST',
      url: '/products/ensure',
      schema: { headers: IdempotencyHeaders, body: WantedProducts, response: { 200: EnsuredProducts } },
    },
    updateProduct: {
      method: 'PATCH',
      url: '/products/:id',
      schema: { headers: VersionHeaders, params: IdParams, body: ProductChanges, response: { 200: Product } },
    },
  },
})
