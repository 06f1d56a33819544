import { defineService, SERVICE_PORTS } from '@portico/service-kit'
import { productRoutes } from './product.routes.ts'

/** What the merchants sell: goods and services. */
export const service = defineService({
  name: 'product',
  port: SERVICE_PORTS.product,
  migrations: new URL('../migrations/', import.meta.url),
  keysSince: 30,
  routes: productRoutes,
})
