import { Id, Nullable, PageQuery, TableQuery, Text } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { Reference } from './values.ts'

export const AdjustmentReason = Type.Enum(['COUNT', 'DAMAGE', 'LOSS', 'RETURN', 'OTHER'])
export type AdjustmentReason = Static<typeof AdjustmentReason>

/** REVERSAL: an issue that was undone; the goods are here, and held for the order again. */
const MovementKind = Type.Enum([
  'OPENING',
  'ADJUSTMENT',
  'RESERVE',
  'RELEASE',
  'ISSUE',
  'REVERSAL',
  'RECEIPT',
])
export type MovementKind = Static<typeof MovementKind>

/** One entry of the ledger, `at` an ISO instant; changes are signed decimal text. `reference`: number of the document that caused it. */
export const MovementSchema = Type.Object({
  id: Text,
  at: Text,
  kind: MovementKind,
  productId: Text,
  warehouseId: Text,
  onHandDelta: Text,
  reservedDelta: Text,
  reason: Nullable(AdjustmentReason),
  note: Nullable(Text),
  reference: Nullable(Text),
})
export type Movement = Static<typeof MovementSchema>

/** What narrows the ledger, and its export. */
export const MovementFilter = Type.Object({
  warehouseId: Type.Optional(Id),
  productId: Type.Optional(Id),
  reference: Type.Optional(Reference),
})
export type MovementFilter = Static<typeof MovementFilter>
export const MovementQuery = Type.Interface([PageQuery, MovementFilter], {})
export const MovementExportQuery = Type.Interface([TableQuery, MovementFilter], {})
