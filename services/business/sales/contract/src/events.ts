import { defineEvents, Id, Nullable, Text } from '@portico/service-contract'
import Type from 'typebox'

// Payloads hold ids, numbers and instants, not data: every member of the bus can read them. The order of messages is not
// promised; both about a shipment carry the order's version after it, and of two the higher is how the order stands.

const Version = Type.Integer({ minimum: 0 })
/** Decimal text, more than zero, as much as stock can hold. */
const Quantity = Type.String({ pattern: '^(?=.*[1-9])\\d{1,14}(\\.\\d{1,4})?$' })

export const salesEvents = defineEvents('sales', {
  /** The goods of an order have left. The first version of sales gave no `version`. */
  orderShipped: {
    name: 'sales.order.shipped',
    version: 1,
    payload: Type.Object({ orderId: Id, number: Text, version: Type.Optional(Version), shippedAt: Text }),
    consumers: ['inventory', 'sales'],
  },
  /** The goods are here again, and wait to be shipped anew. `shippedAt` null: they left before that was kept. */
  shipmentUndone: {
    name: 'sales.shipment.undone',
    version: 1,
    payload: Type.Object({ orderId: Id, number: Text, version: Version, shippedAt: Nullable(Text) }),
    consumers: ['inventory', 'sales'],
  },
  /** Goods of a credit note, of this number, come back to stock; each product once. */
  goodsReturned: {
    name: 'sales.goods.returned',
    version: 1,
    payload: Type.Object({
      creditNoteId: Id,
      number: Text,
      orderId: Id,
      goods: Type.Array(Type.Object({ productId: Id, quantity: Quantity })),
    }),
    consumers: ['inventory'],
  },
})
