import { Currency, Id, ItemsOf, Nullable, type ServiceApp, type ServiceContext } from '@portico/service-kit'
import Type, { type Static } from 'typebox'
import { OWN_SOURCE } from '../documents/document.ts'
import { type NewDocument, writeDocuments } from '../documents/write.ts'
import { Amount, Description, Discount, Kind, Note } from './schemas.ts'

const MAX_DOCUMENTS = 1000
const MAX_LINES = 5000
const BODY_LIMIT_BYTES = 16 * 1024 * 1024

const DocumentBody = Type.Object({
  source: Type.String({
    pattern: `^(?!${OWN_SOURCE}$)[a-z][a-z0-9-]{0,31}$`,
    description: 'Where the number is from; not our own, which are given one by one.',
  }),
  number: Type.String({ minLength: 1, maxLength: 64 }),
  kind: Kind,
  orderedAt: Type.String({
    pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)$',
  }),
  customerId: Type.Optional(Nullable(Id)),
  currency: Currency,
  note: Type.Optional(Nullable(Note)),
  lines: Type.Array(
    Type.Object({
      productId: Type.Optional(Nullable(Id)),
      description: Description,
      quantity: Amount,
      unitPrice: Amount,
      discount: Type.Optional(Nullable(Discount)),
    }),
    { minItems: 1, maxItems: MAX_LINES },
  ),
})

const Body = Type.Object({ documents: Type.Array(DocumentBody, { minItems: 1, maxItems: MAX_DOCUMENTS }) })
const Written = Type.Object({
  source: Type.String(),
  number: Type.String(),
  id: Id,
  isCreated: Type.Boolean(),
})

/** Documents of the past: closed, with their own numbers and dates. They move no stock. */
export function addHistoryRoute(app: ServiceApp, { database }: ServiceContext) {
  const schema = { body: Body, response: { 200: ItemsOf(Written) } }
  app.post('/orders/history', { schema, bodyLimit: BODY_LIMIT_BYTES }, ({ caller: { tenantId }, body }) =>
    database.tenant(tenantId, async tx => ({
      items: await writeDocuments(tx, tenantId, body.documents.map(toDocument)),
    })),
  )
}

function toDocument({ lines, customerId, note, ...head }: Static<typeof DocumentBody>): NewDocument {
  return {
    ...head,
    status: 'CLOSED',
    customerId: customerId ?? null,
    note: note ?? null,
    creditOfId: null,
    lines: lines.map(({ productId, discount, ...line }) => ({
      ...line,
      productId: productId ?? null,
      discount: discount ?? '0',
    })),
  }
}
