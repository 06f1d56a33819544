import { defineService, SERVICE_PORTS } from '@portico/service-kit'
import { customerRoutes } from './customer.routes.ts'
import { customerSearch } from './customer.store.ts'

/** The parties that merchants deal with: customers. */
export const service = defineService({
  name: 'party',
  port: SERVICE_PORTS.party,
  migrations: new URL('../migrations/', import.meta.url),
  keysSince: 30,
  clearings: () => [customerSearch.cutting],
  routes: customerRoutes,
})
