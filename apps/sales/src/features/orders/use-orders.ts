import { useShell } from '@portico/micro-app/react'
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { SalesOrders, type SalesOrdersQuery } from '../../graph/graph.generated.ts'
import { type OrderView, variablesOf } from './order-filter.ts'

export type OrderPageData = SalesOrdersQuery['orders']
export type OrderRow = OrderPageData['nodes'][number]

/** One page of the list; the page before stays while the next one loads. */
export function useOrders(view: OrderView): UseQueryResult<OrderPageData> {
  const { graph } = useShell()
  const variables = variablesOf(view)
  return useQuery({
    queryKey: ['orders', variables],
    queryFn: async ({ signal }) => (await graph.execute(SalesOrders, variables, { signal })).orders,
    placeholderData: keepPreviousData,
  })
}
