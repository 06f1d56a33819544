import { isHidden, onResume } from '@portico/micro-app'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'

/** Figures people watch while a release goes out. */
export const LIVE_MS = 2_000
/** States that others change: releases, switches, instances. */
export const STATE_MS = 5_000

/** For `refetchInterval`: nothing is asked while the tab is kept but hidden. A browser tab in the background asks nothing anyway. */
export function every(intervalMs: number): () => number | false {
  return () => !isHidden() && intervalMs
}

/** What went stale while the tab was hidden is asked for when it is shown again, and goes on from there. */
export function useRefreshOnResume(): void {
  const queries = useQueryClient()
  useEffect(() => onResume(() => void queries.refetchQueries({ type: 'active', stale: true })), [queries])
}
