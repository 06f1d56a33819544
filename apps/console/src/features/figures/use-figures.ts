import type { Release } from '@portico/release'
import { useQuery } from '@tanstack/react-query'
import { every, LIVE_MS, STATE_MS } from '../../release-client/live.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

/** The window that guardrails judge by. */
const WINDOW_MINUTES = 10

/** Of a gray release every 2 s while a user looks; of one that ended, as they were. */
export function useFigures({ id, state }: Pick<Release, 'id' | 'state'>, isInShort = false) {
  const client = useReleaseClient()
  const refresh = every(isInShort ? STATE_MS : LIVE_MS)
  return useQuery({
    queryKey: ['figures', id],
    queryFn: ({ signal }) =>
      client.call('getFigures', { params: { id }, query: { minutes: WINDOW_MINUTES }, signal }),
    enabled: state !== 'draft',
    refetchInterval: state === 'gray' ? refresh : false,
  })
}
