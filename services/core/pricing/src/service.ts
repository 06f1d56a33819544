import { defineService } from '@portico/service-kit'
import { priceRoutes } from './price.routes.ts'

/** What products cost: one list price each. */
export const service = defineService({
  name: 'pricing',
  port: 7004,
  migrations: new URL('../migrations/', import.meta.url),
  routes: priceRoutes,
})
