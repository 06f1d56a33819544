import { GraphError } from '@portico/micro-app'
import type { Release, ReleasePlan } from '@portico/release'
import { useQuery } from '@tanstack/react-query'
import { every, STATE_MS } from '../../release-client/live.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

/** Null: the release has none. */
export function usePlan({ id, revision }: Pick<Release, 'id' | 'revision'>) {
  const client = useReleaseClient()
  return useQuery({
    queryKey: ['release', id, 'plan', revision],
    queryFn: async ({ signal }): Promise<ReleasePlan | null> => {
      try {
        return await client.call('getPlan', { params: { id }, signal })
      } catch (error) {
        if (error instanceof GraphError && error.code === 'NOT_FOUND') return null
        throw error
      }
    },
    refetchInterval: every(STATE_MS),
    placeholderData: before => before,
  })
}
