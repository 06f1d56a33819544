import type { BelowZero } from '@portico/inventory-contract'
import { Big } from 'big.js'
import type { Shortage } from './problems.ts'

/** A stock item and what an order may take of it; below zero where more was promised than is there. */
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

interface Plan {
  allocations: Allocation[]
  /** What the rules refuse. */
  shortages: Shortage[]
  /** What goes below zero and has to be accepted by a person; allocated all the same. */
  warnings: Shortage[]
}

/** One demand a product: an order may name a product on several lines. */
export function sumDemands(lines: { productId: string; quantity: string }[]): Demand[] {
  const sums = new Map<string, Big>()
  for (const { productId, quantity } of lines) {
    sums.set(productId, (sums.get(productId) ?? Big(0)).plus(quantity))
  }
  return [...sums].map(([productId, quantity]) => ({ productId, quantity }))
}

/**
 * Takes from the supplies in their order (the default warehouse first). Where the rule lets a product go below zero,
 * the first of its supplies owes what is missing.
 */
export function allocate(
  demands: Demand[],
  supplies: Supply[],
  ruleOf: (productId: string) => BelowZero,
): Plan {
  const plan: Plan = { allocations: [], shortages: [], warnings: [] }
  for (const demand of demands) {
    const own = supplies.filter(supply => supply.productId === demand.productId)
    const available = own.reduce((sum, supply) => sum.plus(supply.available), Big(0))
    const rule = ruleOf(demand.productId)
    const isShort = available.lt(demand.quantity)
    if (isShort && rule === 'REFUSE') plan.shortages.push(shortage(demand, available))
    else plan.allocations.push(...take(demand.quantity, own))
    if (isShort && rule === 'WARN') plan.warnings.push(shortage(demand, available))
  }
  return plan
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
  return missing.gt(0) ? owe(taken, missing, supplies[0]) : taken
}

function owe(taken: Allocation[], missing: Big, first: Supply | undefined): Allocation[] {
  if (!first) throw new Error('A product that may go below zero has a stock item')
  const { itemId } = first
  const had = taken.find(part => part.itemId === itemId)?.quantity ?? Big(0)
  return [...taken.filter(part => part.itemId !== itemId), { itemId, quantity: had.plus(missing) }]
}

function shortage({ productId, quantity }: Demand, available: Big): Shortage {
  return { productId, requested: quantity.toFixed(), available: available.toFixed() }
}
