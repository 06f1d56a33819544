import type { GraphContext } from '@portico/bff-framework'
import type {
  MutationCreateCustomerArgs,
  QueryCustomerArgs,
  QueryCustomersArgs,
} from '../../schema.generated.ts'
import { toConnection } from '../shared/page.ts'
import { type Customer, fetchCustomerPage, postCustomer } from './party.client.ts'
import { customerById } from './party.loader.ts'

export const resolvers = {
  Query: {
    customer: (_: unknown, { id }: QueryCustomerArgs, context: GraphContext) =>
      customerById.load(context, id),
    customers: async (_: unknown, args: QueryCustomersArgs, context: GraphContext) =>
      toConnection(await fetchCustomerPage(context, args), args.after),
  },
  Mutation: { createCustomer },
}

async function createCustomer(
  _: unknown,
  { input, idempotencyKey }: MutationCreateCustomerArgs,
  context: GraphContext,
): Promise<Customer> {
  const customer = await postCustomer(context, input, idempotencyKey)
  await context.invalidate([`party.Customer:${customer.id}`])
  return customer
}
