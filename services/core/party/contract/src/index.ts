export { partyContract } from './contract.ts'
export type { Customer, CustomerChanges, EnsuredCustomer, NewCustomer, WantedCustomer } from './customer.ts'
