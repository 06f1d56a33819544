import type { GraphContext } from '@portico/bff-framework'
import { inventoryContract, type ProductRule, type StockSettings } from '@portico/inventory-contract'
import type { OwnStockRuleInput, StockRuleInput } from '../../schema.generated.ts'
import { contractClient } from '../shared/contract-client.ts'

export type { ProductRule } from '@portico/inventory-contract'

const inventory = contractClient(inventoryContract)

export function fetchSettings(context: GraphContext): Promise<StockSettings> {
  return inventory(context).call('getSettings', {})
}

export function putSettings(
  context: GraphContext,
  body: StockRuleInput,
  ifMatch: number,
): Promise<StockSettings> {
  return inventory(context).call('putSettings', { body, ifMatch })
}

export async function fetchRules(
  context: GraphContext,
  productIds: readonly string[],
): Promise<ProductRule[]> {
  const { items } = await inventory(context).call('readRules', { body: { productIds: [...productIds] } })
  return items
}

/** Null is as the shop, what is left out stays. */
export async function putRule(
  context: GraphContext,
  productId: string,
  body: OwnStockRuleInput,
  ifMatch: number,
): Promise<void> {
  await inventory(context).call('putRule', { params: { productId }, body, ifMatch })
}
