import type { AuditEntry, GatewayStatus } from '@portico/release'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { every, STATE_MS } from '../../release-client/live.ts'
import type { ReleaseClient } from '../../release-client/release-client.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

/** Running releases never share an app or a service, so that there are fewer than that. */
const MOST_RUNNING = 200

/** What every page of this app may ask, and others change: kept fresh while it is looked at. */
function useLive<Answer, Data = Answer>(
  queryKey: unknown[],
  ask: (client: ReleaseClient, signal: AbortSignal) => Promise<Answer>,
  select?: (answer: Answer) => Data,
) {
  const client = useReleaseClient()
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => ask(client, signal),
    refetchInterval: every(STATE_MS),
    ...(select && { select }),
  })
}

/** How the gateway that answers this page stands to the release service. */
export function useGatewayStatus() {
  return useLive(['gateway'], (client, signal) => client.ask<GatewayStatus>('/gateway', {}, signal))
}

/** What tenants get that no release takes elsewhere. */
export function useBaseline() {
  return useLive(['baseline', 'present'], (client, signal) => client.call('getBaseline', { signal }))
}

export function useInstances() {
  return useLive(
    ['instances'],
    (client, signal) => client.call('listInstances', { signal }),
    ({ items }) => items,
  )
}

export function useRunningReleases() {
  const query = { state: 'gray', first: MOST_RUNNING } as const
  return useLive(
    ['releases', 'running'],
    (client, signal) => client.call('listReleases', { query, signal }),
    ({ items }) => items,
  )
}

/** Which way the big red switch stands, and who turned it last; null for never. */
export interface StopState {
  isStopped: boolean
  lastTurn: AuditEntry | null
}

/** The audit has every turn of the switch, written together with it. */
export function useStopState() {
  const query = { subject: 'platform', first: 10 }
  return useLive(
    ['audit', 'platform'],
    (client, signal) => client.call('listAudit', { query, signal }),
    ({ items }): StopState => {
      const lastTurn =
        items.find(({ action }) => action === 'platform.stop' || action === 'platform.go') ?? null
      return { isStopped: lastTurn?.action === 'platform.stop', lastTurn }
    },
  )
}

export function useStop(): (isStopped: boolean, reason: string) => Promise<void> {
  const client = useReleaseClient()
  const queries = useQueryClient()
  return useCallback(
    async (isStopped, reason) => {
      await client.call('stop', { body: { isStopped, reason } })
      await queries.invalidateQueries({ queryKey: ['audit'] })
    },
    [client, queries],
  )
}
