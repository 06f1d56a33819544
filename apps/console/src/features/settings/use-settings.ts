import type { PlatformSettings } from '@portico/release'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { every, STATE_MS } from '../../release-client/live.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

export function useSettings() {
  const client = useReleaseClient()
  return useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => client.call('getSettings', { signal }),
    refetchInterval: every(STATE_MS),
  })
}

export function useChangeSettings(): (wanted: PlatformSettings, reason: string) => Promise<void> {
  const client = useReleaseClient()
  const queries = useQueryClient()
  return async (wanted, reason) => {
    await client.call('changeSettings', { body: { ...wanted, reason } })
    await queries.invalidateQueries({ queryKey: ['settings'] })
  }
}
