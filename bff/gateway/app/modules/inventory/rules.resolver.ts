import type { GraphContext } from '@portico/bff-framework'
import type { MutationSetProductStockRuleArgs, MutationSetStockSettingsArgs } from '../../schema.generated.ts'
import { getProduct } from '../catalog/catalog.loader.ts'
import { forgetStock, ruleByProduct } from './inventory.loader.ts'
import { putRule, putSettings } from './rules.client.ts'

/** A rule changes which items are low, too. */
export const mutations = {
  setStockSettings: async (
    _: unknown,
    { input, version }: MutationSetStockSettingsArgs,
    context: GraphContext,
  ) => {
    const settings = await putSettings(context, input, version)
    ruleByProduct.clear(context)
    forgetStock(context)
    return settings
  },
  setProductStockRule: async (
    _: unknown,
    { productId, input, version }: MutationSetProductStockRuleArgs,
    context: GraphContext,
  ) => {
    const product = await getProduct(context, productId)
    await putRule(context, productId, input, version)
    ruleByProduct.clear(context)
    forgetStock(context)
    return product
  },
}
