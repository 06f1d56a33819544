import type { GraphContext } from '@portico/bff-framework'
import type { OrderActivityArgs } from '../../schema.generated.ts'
import { userById } from '../identity/identity.loader.ts'
import { customerById } from '../party/party.loader.ts'
import { orDegraded } from '../shared/degraded.ts'
import { toConnection } from '../shared/page.ts'
import { fetchActivityPage, type OrderActivity, type OrderChange } from './activity.client.ts'
import type { Order } from './order.client.ts'
import { orderById } from './sales.loader.ts'

export async function orderActivity({ id }: Order, args: OrderActivityArgs, context: GraphContext) {
  return toConnection(await fetchActivityPage(context, id, args), args.after)
}

export const OrderActivityType = {
  user: ({ userId }: OrderActivity, _: unknown, context: GraphContext) =>
    userId ? orDegraded(context, 'identity', userById.load(context, userId)) : null,
  changes: ({ changes }: OrderActivity, _: unknown, context: GraphContext) =>
    Promise.all(changes.map(change => nameCustomers(change, context))),
  creditNote: ({ creditNoteId }: OrderActivity, _: unknown, context: GraphContext) =>
    creditNoteId ? orderById.load(context, creditNoteId) : null,
}

/** Sales knows ids; people know names. */
async function nameCustomers(change: OrderChange, context: GraphContext): Promise<OrderChange> {
  if (change.field !== 'CUSTOMER') return change
  const nameOf = async (id: string | null) => {
    if (id === null) return null
    const customer = await orDegraded(context, 'party', customerById.load(context, id))
    return customer?.name ?? id
  }
  const [before, after] = await Promise.all([nameOf(change.before), nameOf(change.after)])
  return { ...change, before, after }
}
