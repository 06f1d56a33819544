import {
  Currency,
  Id,
  IdempotencyHeaders,
  IdParams,
  Nullable,
  requireVersion,
  type ServiceApp,
  type ServiceContext,
  VersionHeaders,
} from '@portico/service-kit'
import Type from 'typebox'
import type { ViewDocument } from '../documents/waiting-days.ts'
import { type ActionTools, act } from '../orders/actions.ts'
import { credit } from '../orders/credit.ts'
import { resolveContent, updateOrder } from '../orders/orders.ts'
import { saveOrder } from '../orders/save-order.ts'
import { undoShipment } from '../orders/undo-shipment.ts'
import { Description, Discount, DocumentSchema, Note, NotNegative, Positive } from './schemas.ts'

const MAX_LINES = 500

const OrderBody = Type.Object({
  customerId: Type.Optional(Nullable(Id)),
  note: Type.Optional(Nullable(Note)),
  currency: Currency,
  lines: Type.Array(
    Type.Object({
      productId: Id,
      description: Type.Optional(Nullable(Description)),
      quantity: Positive,
      unitPrice: NotNegative,
      discount: Type.Optional(Nullable(Discount)),
    }),
    { minItems: 1, maxItems: MAX_LINES },
  ),
})

const CreditBody = Type.Object({
  lines: Type.Array(Type.Object({ lineId: Id, quantity: Positive }), { minItems: 1, maxItems: MAX_LINES }),
  note: Type.Optional(Nullable(Note)),
  restock: Type.Optional(Type.Boolean({ description: 'The goods come back to stock.' })),
})

/** Left out by callers that accept nothing. */
const ConfirmBody = Type.Union([
  Type.Object({
    acceptShortage: Type.Optional(
      Type.Boolean({ description: 'A person has seen what goes below zero, where the rules ask for that.' }),
    ),
  }),
  Type.Null(),
])

const STEPS = { ship: 'SHIP', close: 'CLOSE', cancel: 'CANCEL' } as const
const response = { 200: DocumentSchema }
const created = { 201: DocumentSchema }

export function addOrderWrites(
  app: ServiceApp,
  service: ServiceContext,
  tools: ActionTools,
  view: ViewDocument,
) {
  addEditing(app, service, tools, view)
  addSteps(app, tools, view)
  addUndo(app, tools, view)
  addCredit(app, service, tools, view)
}

function addEditing(
  app: ServiceApp,
  { database }: ServiceContext,
  { upstreams }: ActionTools,
  view: ViewDocument,
) {
  app.post(
    '/orders',
    { schema: { headers: IdempotencyHeaders, body: OrderBody, response: created } },
    async (request, reply) => {
      const { caller, body } = request
      const content = await resolveContent(upstreams, caller, body)
      reply.code(201)
      return view(await saveOrder(database, request, { ...content, currency: body.currency }))
    },
  )

  const put = { headers: VersionHeaders, params: IdParams, body: OrderBody, response }
  app.put('/orders/:id', { schema: put }, async ({ caller, params, body, headers }) => {
    const version = requireVersion(headers)
    const content = await resolveContent(upstreams, caller, body)
    return view(
      await database.tenant(caller.tenantId, tx => updateOrder(tx, caller, params.id, version, content)),
    )
  })
}

function addSteps(app: ServiceApp, tools: ActionTools, view: ViewDocument) {
  const confirm = { headers: VersionHeaders, params: IdParams, body: ConfirmBody, response }
  app.post('/orders/:id/confirm', { schema: confirm }, async ({ caller, params: { id }, headers, body }) => {
    const order = { context: caller, id, version: requireVersion(headers) }
    return view(
      await act(tools, { ...order, action: 'CONFIRM', acceptShortage: body?.acceptShortage ?? false }),
    )
  })
  for (const [step, action] of Object.entries(STEPS)) {
    const schema = { headers: VersionHeaders, params: IdParams, response }
    app.post(`/orders/:id/${step}`, { schema }, async ({ caller: context, params: { id }, headers }) =>
      view(await act(tools, { context, id, version: requireVersion(headers), action })),
    )
  }
}

function addUndo(app: ServiceApp, tools: ActionTools, view: ViewDocument) {
  const schema = { headers: VersionHeaders, params: IdParams, response }
  app.post('/orders/:id/undo-shipment', { schema }, async ({ caller: context, params: { id }, headers }) =>
    view(await undoShipment(tools, { context, id, version: requireVersion(headers) })),
  )
}

function addCredit(app: ServiceApp, { database }: ServiceContext, tools: ActionTools, view: ViewDocument) {
  const schema = { headers: IdempotencyHeaders, params: IdParams, body: CreditBody, response: created }
  app.post('/orders/:id/credit-notes', { schema }, async (request, reply) => {
    reply.code(201)
    return view(await credit(tools, database, request))
  })
}
