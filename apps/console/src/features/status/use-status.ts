import type {
  AuditEntry,
  BaselineEntry,
  GatewayStatus,
  Page,
  Release,
  ServiceInstance,
} from '@portico/release'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { every, STATE_MS } from '../../release-client/live.ts'
import type { Query } from '../../release-client/release-client.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

/** Running releases never share an app or a service, so that there are fewer than that. */
const MOST_RUNNING = 200

/** What every page of this app may ask, and others change: kept fresh while it is looked at. */
function useLive<Answer, Data = Answer>(
  queryKey: unknown[],
  path: string,
  options: { query?: Query; select?: (answer: Answer) => Data } = {},
) {
  const { query = {}, ...rest } = options
  const client = useReleaseClient()
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => client.get<Answer>(path, query, signal),
    refetchInterval: every(STATE_MS),
    ...rest,
  })
}

/** How the gateway that answers this page stands to the release service. */
export function useGatewayStatus() {
  return useLive<GatewayStatus>(['gateway'], '/gateway')
}

/** What tenants get that no release takes elsewhere. */
export function useBaseline() {
  return useLive<BaselineEntry>(['baseline', 'present'], '/baseline')
}

export function useInstances() {
  return useLive(['instances'], '/instances', {
    select: (answer: { items: ServiceInstance[] }) => answer.items,
  })
}

export function useRunningReleases() {
  return useLive(['releases', 'running'], '/releases', {
    query: { state: 'gray', first: MOST_RUNNING },
    select: (page: Page<Release>) => page.items,
  })
}

/** Which way the big red switch stands, and who turned it last; null for never. */
export interface StopState {
  isStopped: boolean
  lastTurn: AuditEntry | null
}

/** The audit has every turn of the switch, written together with it. */
export function useStopState() {
  return useLive(['audit', 'platform'], '/audit', {
    query: { subject: 'platform', first: 10 },
    select: ({ items }: Page<AuditEntry>): StopState => {
      const lastTurn =
        items.find(({ action }) => action === 'platform.stop' || action === 'platform.go') ?? null
      return { isStopped: lastTurn?.action === 'platform.stop', lastTurn }
    },
  })
}

export function useStop(): (isStopped: boolean, reason: string) => Promise<void> {
  const client = useReleaseClient()
  const queries = useQueryClient()
  return useCallback(
    async (isStopped, reason) => {
      await client.send({ method: 'POST', path: '/stop', body: { isStopped, reason } })
      await queries.invalidateQueries({ queryKey: ['audit'] })
    },
    [client, queries],
  )
}
