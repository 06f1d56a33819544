import type { Feed, GatewayStanding } from '@portico/release'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { every, STATE_MS } from '../../release-client/live.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

/** What every decision is made from at this moment: the switch, the baseline, who is in force, the instances. */
export function useFeed() {
  const client = useReleaseClient()
  return useQuery({
    queryKey: ['feed'],
    queryFn: ({ signal }) => client.get<Feed>('/feed', {}, signal),
    refetchInterval: every(STATE_MS),
  })
}

/** How the gateway that answers this page stands to the release service. */
export function useGatewayStanding() {
  const client = useReleaseClient()
  return useQuery({
    queryKey: ['gateway'],
    queryFn: ({ signal }) => client.get<GatewayStanding>('/gateway', {}, signal),
    refetchInterval: every(STATE_MS),
  })
}

export function useStop(): (isStopped: boolean, reason: string) => Promise<void> {
  const client = useReleaseClient()
  const queries = useQueryClient()
  return useCallback(
    async (isStopped, reason) => {
      await client.send({ method: 'POST', path: '/stop', body: { isStopped, reason } })
      await queries.invalidateQueries({ queryKey: ['feed'] })
    },
    [client, queries],
  )
}
