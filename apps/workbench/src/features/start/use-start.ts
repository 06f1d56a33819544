import { useShell } from '@portico/micro-app/react'
import { useQuery } from '@tanstack/react-query'
import { WorkbenchStart, type WorkbenchStartQuery } from '../../graph/graph.generated.ts'

/** What a new shop has done already. */
export interface Started {
  hasProduct: boolean
  /** Or the shop does not track it. */
  hasStock: boolean
  hasOrder: boolean
}

const NEEDED = ['catalog.product.write', 'inventory.stock.adjust', 'sales.order.write']

/** Null while it is not known, and for people who could not take the steps. A shop that has begun is not asked about again. */
export function useStart(): Started | null {
  const { graph, session } = useShell()
  const mayTake = NEEDED.every(permission => session.can(permission))
  const { data } = useQuery({
    queryKey: ['start'],
    queryFn: async ({ signal }) => startedOf(await graph.execute(WorkbenchStart, {}, { signal })),
    enabled: ({ state }) => mayTake && !(state.data && isStarted(state.data)),
    retry: false,
  })
  return data ?? null
}

export function isStarted({ hasProduct, hasStock, hasOrder }: Started): boolean {
  return hasProduct && hasStock && hasOrder
}

function startedOf({ products, stockItems, stockSettings, orders }: WorkbenchStartQuery): Started {
  return {
    hasProduct: products.totalCount > 0,
    hasStock: stockItems.totalCount > 0 || !stockSettings.isTracked,
    hasOrder: orders.totalCount > 0,
  }
}
