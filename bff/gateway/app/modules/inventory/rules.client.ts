import type { GraphContext } from '@portico/bff-framework'
import Type, { type Static } from 'typebox'
import type { OwnStockRuleInput, StockRuleInput } from '../../schema.generated.ts'
import { itemsOf, nullable } from '../shared/page.ts'

const BelowZero = Type.Enum(['REFUSE', 'WARN', 'ALLOW'])
const Rule = { isTracked: Type.Boolean(), belowZero: BelowZero }
const SettingsShape = Type.Object({ ...Rule, version: Type.Integer() })
const ProductRuleShape = Type.Object({
  productId: Type.String(),
  own: Type.Object({ isTracked: nullable(Type.Boolean()), belowZero: nullable(BelowZero) }),
  inForce: Type.Object(Rule),
  version: Type.Integer(),
})
const ProductRules = itemsOf(ProductRuleShape)

export type StockSettings = Static<typeof SettingsShape>
export type ProductRule = Static<typeof ProductRuleShape>

export function fetchSettings(context: GraphContext): Promise<StockSettings> {
  return context.upstream('inventory').get('/settings', { answer: SettingsShape })
}

export function putSettings(
  context: GraphContext,
  input: StockRuleInput,
  version: number,
): Promise<StockSettings> {
  return context.upstream('inventory').put('/settings', input, { ifMatch: version, answer: SettingsShape })
}

export async function fetchRules(
  context: GraphContext,
  productIds: readonly string[],
): Promise<ProductRule[]> {
  const { items } = await context
    .upstream('inventory')
    .query('/rules/by-products', { productIds }, { answer: ProductRules })
  return items
}

export async function putRule(
  context: GraphContext,
  productId: string,
  { isTracked, belowZero }: OwnStockRuleInput,
  version: number,
): Promise<void> {
  const body = { isTracked: isTracked ?? null, belowZero: belowZero ?? null }
  await context
    .upstream('inventory')
    .put(`/rules/${encodeURIComponent(productId)}`, body, { ifMatch: version, answer: ProductRuleShape })
}
