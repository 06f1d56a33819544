import type { Release } from '@portico/release'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { every, STATE_MS } from './live.ts'
import type { Question, RouteName } from './release-client.ts'
import { useReleaseClient } from './use-release-client.ts'

/** Asked for again and again: a guardrail may abort it while a user looks. */
export function useRelease(id: string) {
  const client = useReleaseClient()
  return useQuery({
    queryKey: ['release', id],
    queryFn: ({ signal }) => client.call('getRelease', { params: { id }, signal }),
    refetchInterval: every(STATE_MS),
  })
}

/**
 * The release as it was when a dialog was opened. The page behind goes on following it; what is decided in the dialog is
 * decided on what was seen, until the user takes a fresh look.
 */
export function useSeenRelease(release: Release): { seen: Release; reload: () => Promise<void> } {
  const client = useReleaseClient()
  const queries = useQueryClient()
  const [seen, setSeen] = useState(release)
  const reload = async () => {
    const fresh = await client.call('getRelease', { params: { id: release.id } })
    queries.setQueryData(['release', release.id], fresh)
    setSeen(fresh)
  }
  return { seen, reload }
}

/** `revision` is that of the release the user saw. */
type SendChange = <Name extends RouteName>(
  name: Name,
  change: Question<Name> & { revision: number },
) => Promise<void>

/** Sends a change of one release; resolves when the page shows what became of it. */
export function useReleaseChange(id: string): SendChange {
  const client = useReleaseClient()
  const queries = useQueryClient()
  return useCallback(
    async (name, change) => {
      await client.call(name, change)
      const stale = [['releases'], ['release', id], ['audit'], ['baseline']]
      await Promise.all(stale.map(queryKey => queries.invalidateQueries({ queryKey })))
    },
    [client, queries, id],
  )
}
