import { defineService, SERVICE_PORTS } from '@portico/service-kit'
import { customerRoutes } from './customer.routes.ts'

/** The parties that merchants deal with: customers. */
export const service = defineService({
  name: 'party',
  port: SERVICE_PORTS.party,
  migrations: new URL('../migrations/', import.meta.url),
  keysSince: 30,
  routes: customerRoutes,
})
