import { useShell } from '@portico/micro-app/react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { type OrderActivityEntryFragment, SalesOrderActivity } from '../../graph/graph.generated.ts'
import type { OrderDetail } from '../order/use-order.ts'

export type ActivityEntry = OrderActivityEntryFragment

/** Who did what to an order, newest first, a page at a time. */
export function useOrderActivity({ id, version }: Pick<OrderDetail, 'id' | 'version'>) {
  const { graph } = useShell()
  return useInfiniteQuery({
    queryKey: ['order-activity', id, version],
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const { order } = await graph.execute(SalesOrderActivity, { id, after: pageParam }, { signal })
      return order?.activity ?? NOTHING
    },
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : null),
    select: ({ pages }) => pages.flatMap(({ nodes }) => nodes),
  })
}

const NOTHING = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } }
