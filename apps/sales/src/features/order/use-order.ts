import { GraphError } from '@portico/micro-app'
import { useShell } from '@portico/micro-app/react'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { type OrderDetailFragment, SalesOrder, SalesOrderStock } from '../../graph/graph.generated.ts'
import { availableOf } from '../product/available-stock.ts'

export type OrderDetail = OrderDetailFragment
export type OrderDetailLine = OrderDetail['lines'][number]

/** An order that does not exist, or is another tenant's, rejects with NOT_FOUND. */
export function useOrder(id: string): UseQueryResult<OrderDetail> {
  const { graph } = useShell()
  return useQuery({
    queryKey: ['order', id],
    queryFn: async ({ signal }) => {
      const { order } = await graph.execute(SalesOrder, { id }, { signal })
      if (!order) throw new GraphError('NOT_FOUND', `No order ${id}`)
      return order
    },
  })
}

/** What is available by product id; empty where the user may not see stock or inventory does not answer. */
export function useOrderStock(order: OrderDetail | undefined): ReadonlyMap<string, string> {
  const { graph, session } = useShell()
  const isWanted = order !== undefined && isStockOfInterest(order) && session.can('inventory.stock.read')
  const query = useQuery({
    queryKey: ['order-stock', order?.id, order?.version],
    queryFn: async ({ signal }) => {
      const answer = await graph.execute(SalesOrderStock, { id: order?.id ?? '' }, { signal })
      return new Map(
        (answer.order?.lines ?? []).flatMap(({ product }): [string, string][] => {
          const available = product && availableOf(product)
          return available ? [[product.id, available]] : []
        }),
      )
    },
    enabled: isWanted,
  })
  return query.data ?? NO_STOCK
}

const NO_STOCK: ReadonlyMap<string, string> = new Map()

/** What is on the shelf matters until the goods have left it. */
export function isStockOfInterest({ kind, status }: OrderDetail): boolean {
  return kind === 'ORDER' && (status === 'DRAFT' || status === 'CONFIRMED')
}
