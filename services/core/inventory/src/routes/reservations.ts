import { inventoryContract } from '@portico/inventory-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { issue, releaseReservation, reserve } from '../stock/reservations.ts'

const { routes } = inventoryContract

export function addReservationRoutes(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...routes.reserve,
    handler: ({ caller: { tenantId }, params: { orderId }, body: { acceptShortage, ...order } }) =>
      database.tenant(tenantId, tx =>
        reserve(tx, { tenantId, orderId }, { ...order, isShortageAccepted: acceptShortage ?? false }),
      ),
  })

  app.route({
    ...routes.issueReservation,
    handler: ({ caller: { tenantId }, params: { orderId } }) =>
      database.tenant(tenantId, tx => issue(tx, { tenantId, orderId })),
  })

  app.route({
    ...routes.releaseReservation,
    handler: async ({ caller: { tenantId }, params: { orderId } }, reply) => {
      await database.tenant(tenantId, tx => releaseReservation(tx, { tenantId, orderId }))
      return reply.code(204).send(null)
    },
  })
}
