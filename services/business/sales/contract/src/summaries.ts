import { Day, ItemsOf, Text } from '@portico/service-contract'
import Type, { type Static } from 'typebox'
import { Zone } from './values.ts'

const period = { from: Day, to: Day, timeZone: Zone }
/** Inclusive days in `timeZone`. */
export const Period = Type.Object(period)
export type Period = Static<typeof Period>
export const BestQuery = Type.Object({
  ...period,
  first: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
})

const DaySummary = Type.Object({ date: Text, total: Text, orderCount: Type.Integer() })
export type DaySummary = Static<typeof DaySummary>
const ShipmentDay = Type.Object({ date: Text, orderCount: Type.Integer() })
export type ShipmentDay = Static<typeof ShipmentDay>
const BestProduct = Type.Object({ productId: Text, quantity: Text, total: Text })
export type BestProduct = Static<typeof BestProduct>

export const DaySummaries = ItemsOf(DaySummary)
export const ShipmentDays = ItemsOf(ShipmentDay)
export const BestProducts = ItemsOf(BestProduct)
