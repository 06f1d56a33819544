import { salesContract } from '@portico/sales-contract'
import { noteSubject, requireVersion, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import { textsOf } from '../documents/order-texts.ts'
import type { ViewDocument } from '../documents/waiting-days.ts'
import { type ActionTools, act } from '../orders/actions.ts'
import { credit } from '../orders/credit.ts'
import { resolveContent, updateOrder } from '../orders/orders.ts'
import { saveOrder } from '../orders/save-order.ts'
import { undoShipment } from '../orders/undo-shipment.ts'

const { routes } = salesContract
const STEPS = [
  { route: routes.shipOrder, action: 'SHIP' },
  { route: routes.closeOrder, action: 'CLOSE' },
  { route: routes.cancelOrder, action: 'CANCEL' },
] as const

export function addOrderWrites(
  app: ServiceApp,
  service: ServiceContext,
  tools: ActionTools,
  view: ViewDocument,
) {
  const noting: ViewDocument = document => {
    noteSubject(document.number, document.id)
    return view(document)
  }
  addEditing(app, service, tools, noting)
  addSteps(app, tools, noting)
  addUndo(app, tools, noting)
  addCredit(app, service, tools, noting)
}

function addEditing(
  app: ServiceApp,
  { database }: ServiceContext,
  { upstreams }: ActionTools,
  view: ViewDocument,
) {
  app.route({
    ...routes.createOrder,
    handler: async (request, reply) => {
      const { caller, body } = request
      const content = await resolveContent(upstreams, caller, body)
      reply.code(201)
      const { currency } = body
      return view(await saveOrder(database, request, { ...content, ...textsOf(body), currency }))
    },
  })

  app.route({
    ...routes.updateOrder,
    handler: async ({ caller, params, body, headers }) => {
      const version = requireVersion(headers)
      const content = await resolveContent(upstreams, caller, body)
      const changed = { ...body, ...content }
      return view(
        await database.tenant(caller.tenantId, tx =>
          updateOrder(tx, caller, { id: params.id, version }, changed),
        ),
      )
    },
  })
}

function addSteps(app: ServiceApp, tools: ActionTools, view: ViewDocument) {
  app.route({
    ...routes.confirmOrder,
    handler: async ({ caller, params: { id }, headers, body }) => {
      const order = { context: caller, id, version: requireVersion(headers) }
      return view(
        await act(tools, { ...order, action: 'CONFIRM', acceptShortage: body?.acceptShortage ?? false }),
      )
    },
  })
  for (const { route, action } of STEPS) {
    app.route({
      ...route,
      handler: async ({ caller: context, params: { id }, headers }) =>
        view(await act(tools, { context, id, version: requireVersion(headers), action })),
    })
  }
}

function addUndo(app: ServiceApp, tools: ActionTools, view: ViewDocument) {
  app.route({
    ...routes.undoShipment,
    handler: async ({ caller: context, params: { id }, headers }) =>
      view(await undoShipment(tools, { context, id, version: requireVersion(headers) })),
  })
}

function addCredit(app: ServiceApp, { database }: ServiceContext, tools: ActionTools, view: ViewDocument) {
  app.route({
    ...routes.createCreditNote,
    handler: async (request, reply) => {
      reply.code(201)
      return view(await credit(tools, database, request))
    },
  })
}
