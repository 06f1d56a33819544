import { type AppEvents, isHidden, onResume } from '@portico/micro-app'
import { useShell } from '@portico/micro-app/react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

/**
 * Asks again for what is on the page when an app says that something changed, and for what went stale while the app was
 * hidden. `events` is a constant of the app: another list is another subscription.
 */
export function useLiveRefresh(events: readonly (keyof AppEvents)[]): void {
  const shell = useShell()
  const queries = useQueryClient()
  useEffect(() => {
    const invalidate = () => void queries.invalidateQueries({ refetchType: isHidden() ? 'none' : 'active' })
    const undos = events.map(type => shell.events.on(type, invalidate))
    const undoResume = onResume(() => void queries.refetchQueries({ type: 'active', stale: true }))
    return () => {
      for (const undo of [...undos, undoResume]) undo()
    }
  }, [events, shell.events, queries])
}
