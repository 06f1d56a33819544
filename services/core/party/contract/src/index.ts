export { partyContract } from './contract.ts'
export type { Customer, CustomerChanges, NewCustomer, WantedCustomer } from './customer.ts'
