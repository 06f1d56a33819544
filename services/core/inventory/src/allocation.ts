import { Big } from 'big.js'
import type { Shortage } from './problems.ts'

/** A stock item and what an order may take of it. */
export interface Supply {
  itemId: string
  productId: string
  available: Big
}

export interface Demand {
  productId: string
  quantity: Big
}

export interface Allocation {
  itemId: string
  quantity: Big
}

/** One demand a product: an order may name a product on several lines. */
export function sumDemands(lines: { productId: string; quantity: string }[]): Demand[] {
  const sums = new Map<string, Big>()
  for (const { productId, quantity } of lines) {
    sums.set(productId, (sums.get(productId) ?? Big(0)).plus(quantity))
  }
  return [...sums].map(([productId, quantity]) => ({ productId, quantity }))
}

/** Takes from the supplies in their order (the default warehouse first); everything, or the shortages. */
export function allocate(
  demands: Demand[],
  supplies: Supply[],
): { allocations: Allocation[]; shortages: Shortage[] } {
  const allocations: Allocation[] = []
  const shortages: Shortage[] = []
  for (const demand of demands) {
    const own = supplies.filter(supply => supply.productId === demand.productId)
    const available = own.reduce((sum, supply) => sum.plus(supply.available), Big(0))
    if (available.lt(demand.quantity)) shortages.push(shortage(demand, available))
    else allocations.push(...take(demand.quantity, own))
  }
  return { allocations, shortages }
}

function take(quantity: Big, supplies: Supply[]): Allocation[] {
  const taken: Allocation[] = []
  let missing = quantity
  for (const { itemId, available } of supplies) {
    const part = available.lt(missing) ? available : missing
    if (part.lte(0)) continue
    taken.push({ itemId, quantity: part })
    missing = missing.minus(part)
  }
  return taken
}

function shortage({ productId, quantity }: Demand, available: Big): Shortage {
  return { productId, requested: quantity.toFixed(), available: available.toFixed() }
}
