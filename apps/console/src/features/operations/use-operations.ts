import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { AnswerTo } from '../../release-client/release-client.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

export type OperationReport = AnswerTo<'getOperationReport'>

export const OPERATION_HOURS = [1, 6, 24] as const
const DEFAULT_HOURS = 24
export const ORDERS = ['p95', 'failures', 'time', 'calls'] as const
export type OperationOrder = (typeof ORDERS)[number]
const DEFAULT_ORDER: OperationOrder = 'p95'

/** All of it in the URL. Empty texts: all. */
export interface OperationFilter {
  hours: number
  app: string
  /** Ids with a blank between, or `stable`. */
  releases: string
  by: OperationOrder
}

export function readOperationFilter(search: URLSearchParams): OperationFilter {
  const hours = Number(search.get('hours'))
  return {
    hours: OPERATION_HOURS.find(one => one === hours) ?? DEFAULT_HOURS,
    app: search.get('app')?.trim().slice(0, 200) ?? '',
    releases: /^[\w\- ]*$/.exec(search.get('releases')?.trim().slice(0, 200) ?? '')?.[0] ?? '',
    by: ORDERS.find(one => one === search.get('by')) ?? DEFAULT_ORDER,
  }
}

export function writeOperationFilter({ hours, app, releases, by }: OperationFilter): Record<string, string> {
  return {
    ...(hours !== DEFAULT_HOURS && { hours: String(hours) }),
    ...(app !== '' && { app }),
    ...(releases !== '' && { releases }),
    ...(by !== DEFAULT_ORDER && { by }),
  }
}

export function useOperations({ hours, app, releases, by }: OperationFilter) {
  const client = useReleaseClient()
  return useQuery<OperationReport>({
    queryKey: ['operation-report', hours, app, releases, by],
    queryFn: ({ signal }) =>
      client.call('getOperationReport', {
        query: { hours, by, ...(app !== '' && { app }), ...(releases !== '' && { releases }) },
        signal,
      }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
}
