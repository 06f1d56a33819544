import { Id, MAX_BATCH, Text } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { Positive, Reference } from './values.ts'

export const OrderParams = Type.Object({ orderId: Id })

/** All that an order is to hold; what it held before and is not in it is given back. */
export const ReserveInput = Type.Object({
  reference: Reference,
  lines: Type.Array(Type.Object({ productId: Id, quantity: Positive }), { maxItems: MAX_BATCH }),
  acceptShortage: Type.Optional(
    Type.Boolean({
      description: 'A person has seen what goes below zero; without it SHORTAGE_NOT_ACCEPTED.',
    }),
  ),
})
export type ReserveInput = Static<typeof ReserveInput>

const ReservationState = Type.Enum(['RESERVED', 'ISSUED', 'RELEASED'])
export type ReservationState = Static<typeof ReservationState>

const ReservationLine = Type.Object({ productId: Text, warehouseId: Text, quantity: Text })
export type ReservationLine = Static<typeof ReservationLine>

export const ReservationSchema = Type.Object({
  orderId: Text,
  reference: Text,
  state: ReservationState,
  lines: Type.Array(ReservationLine),
})
export type Reservation = Static<typeof ReservationSchema>
