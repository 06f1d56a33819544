import { useShell } from '@portico/micro-app/react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

/** What other apps and tabs say has changed is asked for again when next shown. */
export function useShellEvents(): void {
  const { events } = useShell()
  const queryClient = useQueryClient()
  useEffect(() => {
    const refresh = (...keys: string[]) => {
      for (const key of keys) queryClient.invalidateQueries({ queryKey: [key] })
    }
    const undos = [
      events.on('sales.order.changed', ({ orderId }) => {
        refresh('orders')
        queryClient.invalidateQueries({ queryKey: ['order', orderId] })
      }),
      events.on('inventory.stock.changed', () => refresh('order-stock', 'product-stock')),
      events.on('sales.import.finished', () => refresh('orders', 'imports')),
    ]
    return () => {
      for (const undo of undos) undo()
    }
  }, [events, queryClient])
}
