import { defineContract, entityRoutes, ItemsOf, PageOf } from '@portico/service-contract'
import Type from 'typebox'
import { Labels, NewProduct, Product, ProductChanges, ProductExportQuery, ProductQuery } from './product.ts'

const products = entityRoutes('products', {
  item: Product,
  created: NewProduct,
  wanted: NewProduct,
  changes: ProductChanges,
})

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
    getProduct: products.get,
    readProducts: products.read,
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
    createProduct: products.create,
    ensureProducts: products.ensure,
    updateProduct: products.update,
  },
})
