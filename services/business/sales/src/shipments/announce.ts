import { salesEvents } from '@portico/sales-contract'
import type { Bus, CallContext, Published, Transaction } from '@portico/service-kit'
import type { Document } from '../documents/document.ts'
import type { GoodsLine } from '../upstream/upstreams.ts'

const { orderShipped, shipmentUndone, goodsReturned } = salesEvents

/** What the parts of this service need of the bus. */
export type ShipmentBus = Pick<Bus, 'publish' | 'waitUntilHandled'>

/** A reader who comes right after the one who shipped should see the stock as it is; the order is shipped in any case. */
const EFFECT_TIMEOUT_MS = 2000

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
  return bus.publish(tx, { event: orderShipped, context, payload })
}

/** In the transaction that undoes the shipment. `shippedAt` null: it left before that was kept. */
export function announceUndoneShipment(
  { bus, tx, context }: Sending,
  { id, number, version }: Document,
  shippedAt: Date | null,
): Promise<Published> {
  const payload = { orderId: id, number, version, shippedAt: shippedAt?.toISOString() ?? null }
  return bus.publish(tx, { event: shipmentUndone, context, payload })
}

/** In the transaction that writes the credit note of the order. */
export function announceReturn(
  { bus, tx, context }: Sending,
  orderId: string,
  { id, number }: Document,
  goods: GoodsLine[],
): Promise<Published> {
  const payload = { creditNoteId: id, number, orderId, goods }
  return bus.publish(tx, { event: goodsReturned, context, payload })
}

/** After its commit. Never throws: what has not come yet comes later. */
export async function waitForEffect(bus: ShipmentBus, published: Published): Promise<void> {
  await bus.waitUntilHandled(published, EFFECT_TIMEOUT_MS).catch(() => false)
}
