import {
  BatchBody,
  defineContract,
  IdempotencyHeaders,
  IdParams,
  ItemsOf,
  PageOf,
  VersionHeaders,
} from '@portico/service-contract'
import {
  Customer,
  CustomerChanges,
  CustomerQuery,
  EnsuredCustomers,
  NewCustomer,
  WantedCustomers,
} from './customer.ts'

export const partyContract = defineContract({
  service: 'party',
  version: 1,
  routes: {
    listCustomers: {
      method: 'GET',
      url: '/customers',
      schema: { querystring: CustomerQuery, response: { 200: PageOf(Customer) } },
    },
    getCustomer: {
      method: 'GET',
      url: '/customers/:id',
      schema: { params: IdParams, response: { 200: Customer } },
    },
    readCustomers: {
      method: 'POST',
      url: '/customers/batch',
      schema: { body: BatchBody, response: { 200: ItemsOf(Customer) } },
      isRead: true,
    },
    createCustomer: {
      method: 'POST',
      url: '/customers',
      schema: { headers: IdempotencyHeaders, body: NewCustomer, response: { 201: Customer } },
    },
    ensureCustomers: {
      method: 'POST',
      url: '/customers/ensure',
      schema: { headers: IdempotencyHeaders, body: WantedCustomers, response: { 200: EnsuredCustomers } },
    },
    updateCustomer: {
      method: 'PATCH',
      url: '/customers/:id',
      schema: {
        headers: VersionHeaders,
        params: IdParams,
        body: CustomerChanges,
        response: { 200: Customer },
      },
    },
  },
})
