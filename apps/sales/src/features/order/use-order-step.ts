import { useShell } from '@portico/micro-app/react'
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import {
  SalesCancelOrder,
  SalesCloseOrder,
  SalesConfirmOrder,
  SalesShipOrder,
} from '../../graph.generated.ts'
import type { OrderDetail } from './use-order.ts'

/** CONFIRM_SHORT: a person has seen which products go below zero. */
export type OrderStep = 'CONFIRM' | 'CONFIRM_SHORT' | 'SHIP' | 'CLOSE' | 'CANCEL'

interface StepVariables {
  order: Pick<OrderDetail, 'id' | 'version'>
  step: OrderStep
}

/** Key of the mutations that publish what they did to an order. */
export const ORDER_CHANGE = ['order-change']

/** Takes an order one step on; afterwards every list, figure and app that shows it learns of it. */
export function useOrderStep() {
  const { graph } = useShell()
  const publish = usePublishOrder()
  return useMutation({
    mutationKey: ORDER_CHANGE,
    mutationFn: async ({ order: { id, version }, step }: StepVariables): Promise<OrderDetail> => {
      const variables = { id, version }
      switch (step) {
        case 'CONFIRM':
          return (await graph.execute(SalesConfirmOrder, variables)).confirmOrder
        case 'CONFIRM_SHORT':
          return (await graph.execute(SalesConfirmOrder, { ...variables, acceptShortage: true })).confirmOrder
        case 'SHIP':
          return (await graph.execute(SalesShipOrder, variables)).shipOrder
        case 'CLOSE':
          return (await graph.execute(SalesCloseOrder, variables)).closeOrder
        case 'CANCEL':
          return (await graph.execute(SalesCancelOrder, variables)).cancelOrder
      }
    },
    onSuccess: publish,
  })
}

/** Tells this app's queries and the other apps that an order is now as given. */
export function usePublishOrder(): (order: OrderDetail) => void {
  const { events } = useShell()
  const queryClient = useQueryClient()
  return useCallback(
    order => {
      storeOrder(queryClient, order)
      events.emit('sales.order.changed', { orderId: order.id })
      const productIds = order.lines.flatMap(({ product }) => (product ? [product.id] : []))
      events.emit('inventory.stock.changed', { productIds: [...new Set(productIds)] })
    },
    [events, queryClient],
  )
}

function storeOrder(queryClient: QueryClient, order: OrderDetail): void {
  queryClient.setQueryData(['order', order.id], order)
  queryClient.invalidateQueries({ queryKey: ['orders'] })
  // Its key holds the version: the order as given asks for it anyway.
  queryClient.invalidateQueries({ queryKey: ['order-stock'], refetchType: 'none' })
  queryClient.invalidateQueries({ queryKey: ['product-stock'] })
}
