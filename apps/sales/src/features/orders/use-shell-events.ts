import { useShell } from '@portico/micro-app/react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ORDER_CHANGE } from '../order/use-order-step.ts'

/**
 * What other apps and tabs say has changed is asked for again when next shown. What this app is just publishing itself
 * is in its queries already.
 */
export function useShellEvents(): void {
  const { events } = useShell()
  const queryClient = useQueryClient()
  useEffect(() => {
    const refresh = (...keys: string[]) => {
      for (const key of keys) queryClient.invalidateQueries({ queryKey: [key] })
    }
    const isOwn = () => queryClient.isMutating({ mutationKey: ORDER_CHANGE }) > 0
    const undos = [
      events.on('sales.order.changed', ({ orderId }) => {
        if (isOwn()) return
        refresh('orders')
        queryClient.invalidateQueries({ queryKey: ['order', orderId] })
      }),
      events.on('inventory.stock.changed', () => {
        if (!isOwn()) refresh('order-stock', 'product-stock')
      }),
      events.on('sales.import.finished', () => refresh('orders', 'imports')),
    ]
    return () => {
      for (const undo of undos) undo()
    }
  }, [events, queryClient])
}
