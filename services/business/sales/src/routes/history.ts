import { type PastDocument, salesContract } from '@portico/sales-contract'
import type { ServiceApp, ServiceContext } from '@portico/service-kit'
import { textsOf } from '../documents/order-texts.ts'
import { type NewDocument, writeDocuments } from '../documents/write.ts'

const BODY_LIMIT_BYTES = 16 * 1024 * 1024

/** Documents of the past: closed, with their own numbers and dates. They move no stock. */
export function addHistoryRoute(app: ServiceApp, { database }: ServiceContext) {
  app.route({
    ...salesContract.routes.writeHistory,
    bodyLimit: BODY_LIMIT_BYTES,
    handler: ({ caller: { tenantId }, body }) =>
      database.tenant(tenantId, async tx => ({
        items: await writeDocuments(tx, tenantId, body.documents.map(toDocument)),
      })),
  })
}

function toDocument({ lines, customerId, ...head }: PastDocument): NewDocument {
  return {
    ...head,
    status: 'CLOSED',
    customerId: customerId ?? null,
    ...textsOf(head),
    creditOfId: null,
    lines: lines.map(({ productId, discount, ...line }) => ({
      ...line,
      productId: productId ?? null,
      discount: discount ?? '0',
    })),
  }
}
