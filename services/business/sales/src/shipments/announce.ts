import type { Bus, CallContext, Published, Transaction } from '@portico/service-kit'
import type { Document } from '../documents/document.ts'

export const SHIPPED_EVENT = 'sales.order.shipped'

/** Who must hear of it, also when they start after us: inventory takes the goods out, and we count. */
export const SHIPPED_CONSUMERS = ['inventory', 'sales']

/** What the parts of this service need of the bus. */
export type ShipmentBus = Pick<Bus, 'publish' | 'waitUntilHandled'>

/** A reader who comes right after the one who shipped should see the stock as it is; the order is shipped in any case. */
const EFFECT_TIMEOUT_MS = 2000

/** In the transaction that ships the order. */
export function announceShipment(
  bus: ShipmentBus,
  tx: Transaction,
  context: CallContext,
  { id, number }: Document,
): Promise<Published> {
  const payload = { orderId: id, number, shippedAt: new Date().toISOString() }
  return bus.publish(tx, { event: SHIPPED_EVENT, context, payload })
}

/** After its commit. Never throws: what has not come yet comes later. */
export async function waitForShipment(bus: ShipmentBus, published: Published): Promise<void> {
  await bus.waitUntilHandled(published, EFFECT_TIMEOUT_MS).catch(() => false)
}
