import { defineService, SERVICE_PORTS } from '@portico/service-kit'
import { priceRoutes } from './price.routes.ts'

/** What products cost: one list price each. */
export const service = defineService({
  name: 'pricing',
  port: SERVICE_PORTS.pricing,
  migrations: new URL('../migrations/', import.meta.url),
  routes: priceRoutes,
})
