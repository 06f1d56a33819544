import { defineService, SERVICE_PORTS } from '@portico/service-kit'
import { productSearch } from './product.list.ts'
import { productRoutes } from './product.routes.ts'

/** What the merchants sell: goods and services. */
export const service = defineService({
  name: 'product',
  port: SERVICE_PORTS.product,
  migrations: new URL('../migrations/', import.meta.url),
  keysSince: 30,
  clearings: () => [productSearch.cutting],
  routes: productRoutes,
})
