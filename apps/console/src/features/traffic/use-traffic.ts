import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { AnswerTo } from '../../release-client/release-client.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

export type TrafficSummary = AnswerTo<'getTrafficSummary'>

export const SPANS_OF_TIME = [5, 15, 60] as const
const DEFAULT_MINUTES = 15

/** All of it in the URL. */
export interface TrafficFilter {
  minutes: number
  /** Empty: all. */
  service: string
  /** Its id; empty: all. */
  tenant: string
}

export function readTrafficFilter(search: URLSearchParams): TrafficFilter {
  const minutes = Number(search.get('minutes'))
  return {
    minutes: SPANS_OF_TIME.find(one => one === minutes) ?? DEFAULT_MINUTES,
    service: /^[a-z][a-z0-9-]{0,63}$/.exec(search.get('service') ?? '')?.[0] ?? '',
    tenant: search.get('tenant')?.trim() ?? '',
  }
}

export function writeTrafficFilter({ minutes, service, tenant }: TrafficFilter): Record<string, string> {
  return {
    ...(minutes !== DEFAULT_MINUTES && { minutes: String(minutes) }),
    ...(service !== '' && { service }),
    ...(tenant !== '' && { tenant }),
  }
}

export function useTraffic({ minutes, service, tenant }: TrafficFilter) {
  const client = useReleaseClient()
  return useQuery<TrafficSummary>({
    queryKey: ['traffic', minutes, service, tenant],
    queryFn: ({ signal }) =>
      client.call('getTrafficSummary', {
        query: { minutes, ...(service !== '' && { service }), ...(tenant !== '' && { tenant }) },
        signal,
      }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
}
