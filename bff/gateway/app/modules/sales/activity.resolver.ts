import type { GraphContext } from '@portico/bff-framework'
import { type Activity, type Change, ChangeField, type Order } from '@portico/sales-contract'
import { isKnown } from '@portico/service-contract'
import type { OrderActivityArgs } from '../../schema.generated.ts'
import { userById } from '../identity/identity.loader.ts'
import { customerById } from '../party/party.loader.ts'
import { orDegraded } from '../shared/degraded.ts'
import { toConnection } from '../shared/page.ts'
import { fetchActivityPage } from './activity.client.ts'
import { orderById } from './sales.loader.ts'

export async function orderActivity({ id }: Order, args: OrderActivityArgs, context: GraphContext) {
  return toConnection(await fetchActivityPage(context, id, args), args.after)
}

export const OrderActivityType = {
  user: ({ userId }: Activity, _: unknown, context: GraphContext) =>
    userId ? orDegraded(context, 'identity', userById.load(context, userId)) : null,
  changes: ({ changes }: Activity, _: unknown, context: GraphContext) =>
    Promise.all(changes.map(change => nameCustomers(change, context))),
  creditNote: ({ creditNoteId }: Activity, _: unknown, context: GraphContext) =>
    creditNoteId ? orderById.load(context, creditNoteId) : null,
}

export const OrderChangeType = {
  field: ({ field }: Change) => (isKnown(ChangeField, field) ? field : 'OTHER'),
}

/** Sales knows ids; people know names. */
async function nameCustomers(change: Change, context: GraphContext): Promise<Change> {
  if (change.field !== 'CUSTOMER') return change
  const nameOf = async (id: string | null) => {
    if (id === null) return null
    const customer = await orDegraded(context, 'party', customerById.load(context, id))
    return customer?.name ?? id
  }
  const [before, after] = await Promise.all([nameOf(change.before), nameOf(change.after)])
  return { ...change, before, after }
}
