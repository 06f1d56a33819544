import { type Bus, Id } from '@portico/service-kit'
import Type from 'typebox'
import { issueShipped } from './reservations.ts'

/** What sales says of an order whose goods have left; more may be in it. */
const Shipped = Type.Object({ orderId: Id })

/** Takes shipped goods out of stock. */
export function followShipments(bus: Bus) {
  bus.subscribe({
    event: 'sales.order.shipped',
    payload: Shipped,
    handle: (tx, { context: { tenantId }, payload: { orderId } }) => issueShipped(tx, { tenantId, orderId }),
  })
}
