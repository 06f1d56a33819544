import type { GraphContext } from '@portico/bff-framework'
import Type, { type Static } from 'typebox'
import type { CreateCustomerInput, QueryCustomersArgs } from '../../schema.generated.ts'
import { itemsOf, nullable, pageOf } from '../shared/page.ts'

const CustomerShape = Type.Object({
  id: Type.String(),
  code: Type.String(),
  name: Type.String(),
  country: nullable(Type.String()),
  phone: nullable(Type.String()),
  email: nullable(Type.String()),
  address: nullable(Type.String()),
  version: Type.Integer(),
})

export type Customer = Static<typeof CustomerShape>

const CustomerPage = pageOf(CustomerShape)
const CustomerItems = itemsOf(CustomerShape)

export async function fetchCustomers(context: GraphContext, ids: readonly string[]): Promise<Customer[]> {
  const { items } = await context
    .upstream('party')
    .query('/customers/batch', { ids }, { answer: CustomerItems })
  return items
}

export function fetchCustomerPage(context: GraphContext, { first, after, search }: QueryCustomersArgs) {
  return context
    .upstream('party')
    .get('/customers', { query: { first, after, search }, answer: CustomerPage })
}

export function postCustomer(
  context: GraphContext,
  input: CreateCustomerInput,
  idempotencyKey: string,
): Promise<Customer> {
  return context.upstream('party').post('/customers', input, { idempotencyKey, answer: CustomerShape })
}
