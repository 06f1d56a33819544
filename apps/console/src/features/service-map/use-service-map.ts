import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { every, STATE_MS } from '../../release-client/live.ts'
import type { AnswerTo } from '../../release-client/release-client.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

export type ServiceMap = AnswerTo<'getServiceMap'>

export const MAP_MINUTES = [5, 15, 60, 1_440] as const
const DEFAULT_MINUTES = 15

/** All of it in the URL. */
export interface MapFilter {
  minutes: number
  /** That it makes or takes calls; empty: all. */
  service: string
}

export function readMapFilter(search: URLSearchParams): MapFilter {
  const minutes = Number(search.get('minutes'))
  return {
    minutes: MAP_MINUTES.find(one => one === minutes) ?? DEFAULT_MINUTES,
    service: /^[a-z][a-z0-9-]{0,63}$/.exec(search.get('service') ?? '')?.[0] ?? '',
  }
}

export function writeMapFilter({ minutes, service }: MapFilter): Record<string, string> {
  return {
    ...(minutes !== DEFAULT_MINUTES && { minutes: String(minutes) }),
    ...(service !== '' && { service }),
  }
}

/** Processes report every ten seconds. */
export function useServiceMap(minutes: number) {
  const client = useReleaseClient()
  return useQuery<ServiceMap>({
    queryKey: ['service-map', minutes],
    queryFn: ({ signal }) => client.call('getServiceMap', { query: { minutes }, signal }),
    refetchInterval: every(STATE_MS),
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
}
