import { Id, ItemsOf, Nullable, Text } from '@portico/service-contract'
import Type, { type Static } from 'typebox'

/** What selling more than is available does. WARN: a person has to accept it. */
const BelowZero = Type.Enum(['REFUSE', 'WARN', 'ALLOW'])
export type BelowZero = Static<typeof BelowZero>

/** What is not tracked is held by no order, and never low. */
const rule = { isTracked: Type.Boolean(), belowZero: BelowZero }
export const StockRule = Type.Object(rule)
export type StockRule = Static<typeof StockRule>

/** `version` is 0 where nothing was set yet. */
export const StockSettings = Type.Object({ ...rule, version: Type.Integer() })
export type StockSettings = Static<typeof StockSettings>

/** Null is "as the shop". */
const own = { isTracked: Nullable(rule.isTracked), belowZero: Nullable(rule.belowZero) }
const OwnRule = Type.Object(own)
export type OwnRule = Static<typeof OwnRule>

/** Null is "as the shop"; what is left out stays as it is. */
export const OwnRuleChanges = Type.Partial(OwnRule)
export type OwnRuleChanges = Static<typeof OwnRuleChanges>

export const ProductRuleSchema = Type.Object({
  productId: Text,
  own: OwnRule,
  inForce: StockRule,
  version: Type.Integer(),
})
export type ProductRule = Static<typeof ProductRuleSchema>
export const ProductRules = ItemsOf(ProductRuleSchema)
export const RuleParams = Type.Object({ productId: Id })
