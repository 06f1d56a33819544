import { createLoader, indexBy } from '@portico/bff-framework'
import { type Customer, fetchCustomers } from './party.client.ts'

export const customerById = createLoader<Customer>({
  entity: 'party.Customer',
  batch: async (ids, context) => indexBy(await fetchCustomers(context, ids), customer => customer.id),
  cache: {},
})
