import { useShell } from '@portico/micro-app/react'
import { useEffect, useRef } from 'react'
import { SalesOrderOfDraft } from '../../graph/graph.generated.ts'
import type { SavedDraft } from './saved-drafts.ts'

/**
 * A draft that was kept may have been saved all the same: the page was left, reloaded or logged out before the answer
 * came, or another tab saved its copy. Where this cannot be asked the draft stays; saving it gives that order, not a second.
 */
export function useSavedBefore(keptKey: string | null, onSaved: (order: SavedDraft['order']) => void): void {
  const { graph } = useShell()
  const settle = useRef(onSaved)
  settle.current = onSaved
  useEffect(() => {
    if (keptKey === null) return
    const leaving = new AbortController()
    graph
      .execute(SalesOrderOfDraft, { idempotencyKey: keptKey }, { signal: leaving.signal })
      .then(({ orderOfDraft }) => orderOfDraft && settle.current(orderOfDraft))
      .catch(() => {})
    return () => leaving.abort()
  }, [graph, keptKey])
}
