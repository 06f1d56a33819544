import type { CreateCustomerMutation, CustomerCountQuery, CustomersQuery } from './graph/graph.generated.ts'

const ADA = { id: 'c1', code: '1001', name: 'Ada Ltd', country: 'GB' }
const LIST: CustomersQuery = { customers: { totalCount: 1, nodes: [ADA] } }
const COUNT: CustomerCountQuery = { customers: { totalCount: 1 } }
const MADE: CreateCustomerMutation = { createCustomer: { id: 'c2', code: '1002', name: 'Bell & Co' } }

/** What the graph answers in tests, and where the app is shown without a shell. */
const ANSWERS = { Customers: LIST, CustomerCount: COUNT, CreateCustomer: MADE }

export default ANSWERS
