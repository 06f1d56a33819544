import type { GraphContext } from '@portico/bff-framework'
import Type, { type Static } from 'typebox'
import { nullable, pageOf } from '../shared/page.ts'

const ChangeShape = Type.Object({
  field: Type.Enum(['CUSTOMER', 'NOTE', 'LINE', 'QUANTITY', 'UNIT_PRICE', 'DISCOUNT', 'TOTAL', 'RESTOCK']),
  item: nullable(Type.String()),
  before: nullable(Type.String()),
  after: nullable(Type.String()),
})

const ActivityShape = Type.Object({
  id: Type.String(),
  at: Type.String(),
  userId: nullable(Type.String()),
  action: Type.Enum([
    'CREATE',
    'IMPORT',
    'EDIT',
    'CONFIRM',
    'SHIP',
    'UNDO_SHIPMENT',
    'CLOSE',
    'CANCEL',
    'CREDIT',
  ]),
  changes: Type.Array(ChangeShape),
  creditNoteId: nullable(Type.String()),
})

export type OrderActivity = Static<typeof ActivityShape>
export type OrderChange = Static<typeof ChangeShape>

const ActivityPage = pageOf(ActivityShape)

export function fetchActivityPage(
  context: GraphContext,
  orderId: string,
  page: { first?: number | null; after?: string | null },
) {
  const path = `/orders/${encodeURIComponent(orderId)}/activity`
  return context.upstream('sales').get(path, { query: { ...page }, answer: ActivityPage })
}
