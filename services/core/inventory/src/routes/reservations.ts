import { Decimal, Id, MAX_BATCH, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import Type from 'typebox'
import { issue, releaseReservation, reserve } from '../stock/reservations.ts'
import { Positive } from './schemas.ts'

const OrderParams = Type.Object({ orderId: Id })
const ReserveBody = Type.Object({
  reference: Type.String({ maxLength: 100 }),
  lines: Type.Array(Type.Object({ productId: Id, quantity: Positive }), { maxItems: MAX_BATCH }),
  acceptShortage: Type.Optional(
    Type.Boolean({
      description: 'A person has seen what goes below zero; without it SHORTAGE_NOT_ACCEPTED.',
    }),
  ),
})
const ReservationSchema = Type.Object({
  orderId: Id,
  reference: Type.String(),
  state: Type.String(),
  lines: Type.Array(Type.Object({ productId: Id, warehouseId: Id, quantity: Decimal })),
})

export function addReservationRoutes(app: ServiceApp, { database }: ServiceContext) {
  const response = { 200: ReservationSchema }
  const params = OrderParams
  const put = { params, body: ReserveBody, response }
  app.put(
    '/reservations/:orderId',
    { schema: put },
    ({ caller: { tenantId }, params: { orderId }, body: { acceptShortage, ...order } }) =>
      database.tenant(tenantId, tx =>
        reserve(tx, { tenantId, orderId }, { ...order, isShortageAccepted: acceptShortage ?? false }),
      ),
  )

  app.post(
    '/reservations/:orderId/issue',
    { schema: { params, response } },
    ({ caller: { tenantId }, params: { orderId } }) =>
      database.tenant(tenantId, tx => issue(tx, { tenantId, orderId })),
  )

  app.delete(
    '/reservations/:orderId',
    { schema: { params, response: { 204: Type.Null({ description: 'The order holds nothing now.' }) } } },
    async ({ caller: { tenantId }, params: { orderId } }, reply) => {
      await database.tenant(tenantId, tx => releaseReservation(tx, { tenantId, orderId }))
      return reply.code(204).send(null)
    },
  )
}
