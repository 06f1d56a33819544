import type { BaselineEntry, Release, ServedSnapshot } from '@portico/release'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { every, STATE_MS } from '../../release-client/live.ts'
import { type Pages, usePages } from '../../release-client/use-pages.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

/** Newest first; the first one is in force. */
export function useBaselineHistory(): Pages<BaselineEntry> {
  return usePages(['baseline'], 'listBaselines', { refetchInterval: every(STATE_MS) })
}

export function useServedSnapshots(): Pages<ServedSnapshot> {
  return usePages(['snapshots'], 'listSnapshots', { refetchInterval: every(STATE_MS) })
}

/** As many as one page can hold: what was promoted before those is hardly in force any more. */
const MANY_FULL = 200

export function useFullReleases(): Pages<Release> {
  return usePages(['releases'], 'listReleases', { query: { state: 'full' }, pageSize: MANY_FULL })
}

/** True: it was only asked for, a second operator must approve. Refused when another set has come into force since `current` was shown. */
export function useReturnToSet(): (
  wanted: BaselineEntry,
  current: BaselineEntry,
  reason: string,
) => Promise<boolean> {
  const client = useReleaseClient()
  const queries = useQueryClient()
  return useCallback(
    async ({ revision: wanted }, { revision }, reason) => {
      const entry = await client.call('returnToBaseline', {
        body: { revision: wanted, reason },
        revision,
      })
      const stale = [['baseline'], ['releases'], ['release'], ['audit']]
      await Promise.all(stale.map(queryKey => queries.invalidateQueries({ queryKey })))
      return entry.returning !== undefined
    },
    [client, queries],
  )
}
