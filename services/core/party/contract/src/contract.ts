import { defineContract, entityRoutes, PageOf } from '@portico/service-contract'
import { Customer, CustomerChanges, CustomerQuery, NewCustomer, WantedCustomer } from './customer.ts'

const customers = entityRoutes('customers', {
  item: Customer,
  created: NewCustomer,
  wanted: WantedCustomer,
  changes: CustomerChanges,
})

export const partyContract = defineContract({
  service: 'party',
  version: 1,
  routes: {
    listCustomers: {
      method: 'GET',
      url: '/customers',
      schema: { querystring: CustomerQuery, response: { 200: PageOf(Customer) } },
    },
    getCustomer: customers.get,
    readCustomers: customers.read,
    createCustomer: customers.create,
    ensureCustomers: customers.ensure,
    updateCustomer: customers.update,
  },
})
