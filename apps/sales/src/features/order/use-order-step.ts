import { useShell } from '@portico/micro-app/react'
import { useErrorText, useMessages } from '@portico/shared-ui/react'
import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import {
  SalesCancelOrder,
  SalesCloseOrder,
  SalesConfirmOrder,
  SalesShipOrder,
  SalesUndoShipment,
} from '../../graph/graph.generated.ts'
import { orderMessages } from './order.messages.ts'
import { useIsLeft } from './use-is-left.ts'
import type { OrderDetail } from './use-order.ts'

/** CONFIRM_SHORT: a person has seen which products go below zero. */
export type OrderStep = 'CONFIRM' | 'CONFIRM_SHORT' | 'SHIP' | 'UNDO_SHIPMENT' | 'CLOSE' | 'CANCEL'

interface StepVariables {
  order: Pick<OrderDetail, 'id' | 'version'>
  step: OrderStep
}

/** Key of the mutations that publish what they did to an order. */
export const ORDER_CHANGE = ['order-change']

/**
 * Takes an order one step on; afterwards every list, figure and app that shows it learns of it. What came of it is said
 * also when the order's page was left meanwhile.
 */
export function useOrderStep() {
  const { graph, notify } = useShell()
  const t = useMessages(orderMessages)
  const textOf = useErrorText()
  const publish = usePublishOrder()
  const isLeft = useIsLeft()
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
        case 'UNDO_SHIPMENT':
          return (await graph.execute(SalesUndoShipment, variables)).undoShipment
        case 'CLOSE':
          return (await graph.execute(SalesCloseOrder, variables)).closeOrder
        case 'CANCEL':
          return (await graph.execute(SalesCancelOrder, variables)).cancelOrder
      }
    },
    onSuccess: (order, { step }) => {
      publish(order)
      notify.success(t[`${step}_done`])
    },
    onError: (error, { step }) => {
      if (isLeft.current) notify.error(`${t[step]}: ${textOf(error)}`)
    },
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
      if (order.creditOf) events.emit('sales.order.changed', { orderId: order.creditOf.id })
      const productIds = order.lines.flatMap(({ product }) => (product ? [product.id] : []))
      events.emit('inventory.stock.changed', { productIds: [...new Set(productIds)] })
    },
    [events, queryClient],
  )
}

function storeOrder(queryClient: QueryClient, order: OrderDetail): void {
  queryClient.setQueryData(['order', order.id], order)
  // A credit note changes what is left of its order, not that order's version.
  if (order.creditOf) {
    queryClient.invalidateQueries({ queryKey: ['order', order.creditOf.id] })
    queryClient.invalidateQueries({ queryKey: ['order-activity', order.creditOf.id] })
  }
  queryClient.invalidateQueries({ queryKey: ['orders'] })
  // Its key holds the version: the order as given asks for it anyway.
  queryClient.invalidateQueries({ queryKey: ['order-stock'], refetchType: 'none' })
  queryClient.invalidateQueries({ queryKey: ['product-stock'] })
}
