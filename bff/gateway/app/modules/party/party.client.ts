import type { GraphContext } from '@portico/bff-framework'
import { type Customer, partyContract } from '@portico/party-contract'
import type { CreateCustomerInput, QueryCustomersArgs } from '../../schema.generated.ts'
import { contractClient } from '../shared/contract-client.ts'

export type { Customer } from '@portico/party-contract'

const party = contractClient(partyContract)

export async function fetchCustomers(context: GraphContext, ids: readonly string[]): Promise<Customer[]> {
  const { items } = await party(context).call('readCustomers', { body: { ids: [...ids] } })
  return items
}

export function fetchCustomerPage(context: GraphContext, { first, after, search }: QueryCustomersArgs) {
  return party(context).call('listCustomers', { query: { first, after, search } })
}

export function postCustomer(
  context: GraphContext,
  body: CreateCustomerInput,
  idempotencyKey: string,
): Promise<Customer> {
  return party(context).call('createCustomer', { body, idempotencyKey })
}
