import { type Bus, Id } from '@portico/service-kit'
import Type from 'typebox'
import { issueShipped } from '../stock/reservations.ts'
import { receiveReturn } from '../stock/returns.ts'
import { isNewer, reverseIssue } from '../stock/reversal.ts'
import { keepRules } from '../stock/rules.ts'

const Positive = Type.String({ pattern: '^(?=.*[1-9])\\d{1,14}(\\.\\d{1,4})?$' })
const OrderVersion = Type.Integer({ minimum: 0 })
/** What sales says of an order whose goods have left; more may be in it. Older versions of sales gave no `version`. */
const Shipped = Type.Object({ orderId: Id, version: Type.Optional(OrderVersion) })
/** The goods have come back, and wait to be shipped again. */
const Undone = Type.Object({ orderId: Id, version: OrderVersion })
/** A credit note whose goods come back to stock. */
const Returned = Type.Object({
  number: Type.String(),
  orderId: Id,
  goods: Type.Array(Type.Object({ productId: Id, quantity: Positive })),
})

/** Moves the goods as the messages of sales say. */
export function followShipments(bus: Bus) {
  bus.subscribe({
    event: 'sales.order.shipped',
    payload: Shipped,
    handle: async (tx, { context: { tenantId }, payload: { orderId, version = 0 } }) => {
      const key = { tenantId, orderId }
      await keepRules(tx, tenantId)
      if (await isNewer(tx, key, version)) await issueShipped(tx, key)
    },
  })
  bus.subscribe({
    event: 'sales.shipment.undone',
    payload: Undone,
    handle: async (tx, { context: { tenantId }, payload: { orderId, version } }) => {
      const key = { tenantId, orderId }
      if (await isNewer(tx, key, version)) await reverseIssue(tx, key)
    },
  })
  bus.subscribe({
    event: 'sales.goods.returned',
    payload: Returned,
    handle: (tx, { context: { tenantId }, payload: { orderId, number, goods } }) =>
      receiveReturn(tx, { tenantId, orderId }, number, goods),
  })
}
