import { defineService } from '@portico/service-kit'
import { productRoutes } from './product.routes.ts'

/** What the merchants sell: goods and services. */
export const service = defineService({
  name: 'product',
  port: 7003,
  migrations: new URL('../migrations/', import.meta.url),
  keysSince: 30,
  routes: productRoutes,
})
