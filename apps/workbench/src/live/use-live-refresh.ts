import { type AppEvents, isHidden, onResume } from '@portico/micro-app'
import { useShell } from '@portico/micro-app/react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

const TELLING: (keyof AppEvents)[] = [
  'sales.order.changed',
  'sales.import.finished',
  'inventory.stock.changed',
  'catalog.product.changed',
]

/** Asks again for what is on the page when another app changed something, and for what went stale while hidden. */
export function useLiveRefresh(): void {
  const { events } = useShell()
  const queries = useQueryClient()
  useEffect(() => {
    const invalidate = () => void queries.invalidateQueries({ refetchType: isHidden() ? 'none' : 'active' })
    const undos = TELLING.map(type => events.on(type, invalidate))
    const undoResume = onResume(() => void queries.refetchQueries({ type: 'active', stale: true }))
    return () => {
      for (const undo of [...undos, undoResume]) undo()
    }
  }, [events, queries])
}
