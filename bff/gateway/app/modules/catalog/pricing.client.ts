import type { GraphContext } from '@portico/bff-framework'
import { type Price, pricingContract } from '@portico/pricing-contract'
import { contractClient } from '../shared/contract-client.ts'

export type { Price } from '@portico/pricing-contract'

const pricing = contractClient(pricingContract)

export async function fetchPrices(context: GraphContext, productIds: readonly string[]): Promise<Price[]> {
  const { items } = await pricing(context).call('readPrices', { body: { productIds: [...productIds] } })
  return items
}

/** `version` null: there is no price yet. */
export async function putPrice(
  context: GraphContext,
  productId: string,
  listPrice: string,
  version: number | null,
): Promise<void> {
  const body = { currency: context.tenant.currency, listPrice }
  const known = version === null ? {} : { ifMatch: version }
  await pricing(context).call('putPrice', { params: { productId }, body, ...known })
}

export async function deletePrice(context: GraphContext, productId: string, ifMatch: number): Promise<void> {
  await pricing(context).call('removePrice', { params: { productId }, ifMatch })
}
