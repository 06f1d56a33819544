import { Nullable, Text } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { Zone } from './values.ts'

const Month = Type.String({ pattern: '^[12]\\d{3}-(0[1-9]|1[0-2])$' })

/** Inclusive months in `timeZone`. */
export const ReportQuery = Type.Object({
  from: Month,
  to: Month,
  timeZone: Zone,
  /** How many products. */
  first: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
})
export type ReportQuery = Static<typeof ReportQuery>

/** Drafts and cancelled orders do not count; credit notes are in `total` with their negative amount. */
const ReportMonth = Type.Object({
  month: Text,
  orderCount: Type.Integer(),
  total: Text,
  creditTotal: Text,
})
export type ReportMonth = Static<typeof ReportMonth>

/** Of all documents of the range, whatever their status. */
const ReportStatus = Type.Object({
  kind: Text,
  status: Text,
  count: Type.Integer(),
  total: Text,
})
export type ReportStatus = Static<typeof ReportStatus>

const ReportProduct = Type.Object({ productId: Text, quantity: Text, total: Text })
export type ReportProduct = Static<typeof ReportProduct>

export const SalesReport = Type.Object({
  /** `OFF`: this installation makes no reports. `PREPARING`: ask again; `share` says how far it is. */
  state: Type.Union([Type.Literal('OFF'), Type.Literal('PREPARING'), Type.Literal('READY')]),
  /** From 0 to 1: how much of the copy is made. */
  share: Type.Number(),
  /** What was written before this instant is counted. Null unless ready. */
  asOf: Nullable(Text),
  /** When the copy was last compared with the books; null: not yet. */
  checkedAt: Nullable(Text),
  /** Whether that found a difference. */
  differs: Type.Boolean(),
  /** Every month of the range; empty unless ready, as are the rest. */
  months: Type.Array(ReportMonth),
  statuses: Type.Array(ReportStatus),
  products: Type.Array(ReportProduct),
})
export type SalesReport = Static<typeof SalesReport>
