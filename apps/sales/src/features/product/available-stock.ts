import type { ProductKind } from '../../graph.generated.ts'

interface StockedProduct {
  kind: ProductKind
  stock?: { available: string } | null
}

/** What is free to sell, decimal text. Goods never stocked have none; services have no stock at all, which is null. */
export function availableOf({ kind, stock }: StockedProduct): string | null {
  return kind === 'GOODS' ? (stock?.available ?? '0') : null
}
