import { defineService } from '@portico/service-kit'
import { customerRoutes } from './customer.routes.ts'

/** The parties that merchants deal with: customers. */
export const service = defineService({
  name: 'party',
  port: 7002,
  migrations: new URL('../migrations/', import.meta.url),
  keysSince: 30,
  routes: customerRoutes,
})
