import { type AppEvents, isHidden, onResume } from '@portico/micro-app'
import { useShell } from '@portico/micro-app/vue'
import { useQueryClient } from '@tanstack/vue-query'
import { onScopeDispose } from 'vue'

/** Our own changes come back as events too, so this is the only place that invalidates. */
const TELLING: (keyof AppEvents)[] = [
  'inventory.stock.changed',
  'catalog.product.changed',
  'sales.order.changed',
  'sales.import.finished',
]

/** Asks again for what is on the page when stock may have changed, and for what went stale while hidden. */
export function useLiveRefresh(): void {
  const { events } = useShell()
  const queries = useQueryClient()
  const invalidate = () => void queries.invalidateQueries({ refetchType: isHidden() ? 'none' : 'active' })
  const undos = TELLING.map(type => events.on(type, invalidate))
  const undoResume = onResume(() => void queries.refetchQueries({ type: 'active', stale: true }))
  onScopeDispose(() => {
    for (const undo of [...undos, undoResume]) undo()
  })
}
