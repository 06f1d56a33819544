import type { ProductKind } from '../../graph/graph.generated.ts'

interface StockedProduct {
  kind: ProductKind
  stock?: { available: string } | null
  stockRule?: { isTracked: boolean } | null
}

/** What is free to sell, decimal text. Goods never stocked have none; null for services, and where stock is not tracked. */
export function availableOf({ kind, stock, stockRule }: StockedProduct): string | null {
  if (stockRule?.isTracked === false) return null
  return kind === 'GOODS' ? (stock?.available ?? '0') : null
}
