import type { Bus, CallContext, Published, Transaction } from '@portico/service-kit'
import type { Document } from '../documents/document.ts'
import type { GoodsLine } from '../upstream/upstreams.ts'

export const SHIPPED_EVENT = 'sales.order.shipped'
export const UNDONE_EVENT = 'sales.shipment.undone'
const RETURNED_EVENT = 'sales.goods.returned'

/** The services that must receive it, also when they start after sales: inventory moves the goods, sales counts the shipments. */
export const EVENT_CONSUMERS = {
  [SHIPPED_EVENT]: ['inventory', 'sales'],
  [UNDONE_EVENT]: ['inventory', 'sales'],
  [RETURNED_EVENT]: ['inventory'],
}

/** What the parts of this service need of the bus. */
export type ShipmentBus = Pick<Bus, 'publish' | 'waitUntilHandled'>

/** A reader who comes right after the one who shipped should see the stock as it is; the order is shipped in any case. */
const EFFECT_TIMEOUT_MS = 2000

// The order of messages is not promised. Both about a shipment carry the order's version after it: of two, the higher is
// how the order stands.

interface Sending {
  bus: ShipmentBus
  tx: Transaction
  context: CallContext
}

/** In the transaction that ships the order. */
export function announceShipment(
  { bus, tx, context }: Sending,
  { id, number, version }: Document,
  shippedAt: Date,
): Promise<Published> {
  const payload = { orderId: id, number, version, shippedAt: shippedAt.toISOString() }
  return bus.publish(tx, { event: SHIPPED_EVENT, context, payload })
}

/** In the transaction that undoes the shipment. `shippedAt` null: it left before that was kept. */
export function announceUndoneShipment(
  { bus, tx, context }: Sending,
  { id, number, version }: Document,
  shippedAt: Date | null,
): Promise<Published> {
  const payload = { orderId: id, number, version, shippedAt: shippedAt?.toISOString() ?? null }
  return bus.publish(tx, { event: UNDONE_EVENT, context, payload })
}

/** In the transaction that writes the credit note. */
export function announceReturn(
  { bus, tx, context }: Sending,
  { id, number, creditOfId }: Document,
  goods: GoodsLine[],
): Promise<Published> {
  const payload = { creditNoteId: id, number, orderId: creditOfId, goods }
  return bus.publish(tx, { event: RETURNED_EVENT, context, payload })
}

/** After its commit. Never throws: what has not come yet comes later. */
export async function waitForEffect(bus: ShipmentBus, published: Published): Promise<void> {
  await bus.waitUntilHandled(published, EFFECT_TIMEOUT_MS).catch(() => false)
}
