import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { AnswerTo } from '../../release-client/release-client.ts'
import { useReleaseClient } from '../../release-client/use-release-client.ts'

export type ServiceReport = AnswerTo<'getServiceReport'>

export const REPORT_HOURS = [1, 6, 24] as const
const DEFAULT_HOURS = 24

/** All of it in the URL. Empty texts: all. */
export interface ReportFilter {
  hours: number
  app: string
  operation: string
  /** Ids with a blank between, or `stable`. */
  releases: string
}

export function readReportFilter(search: URLSearchParams): ReportFilter {
  const hours = Number(search.get('hours'))
  const text = (name: string) => search.get(name)?.trim().slice(0, 200) ?? ''
  return {
    hours: REPORT_HOURS.find(one => one === hours) ?? DEFAULT_HOURS,
    app: text('app'),
    operation: text('operation'),
    releases: /^[\w\- ]*$/.exec(text('releases'))?.[0] ?? '',
  }
}

export function writeReportFilter({ hours, ...texts }: ReportFilter): Record<string, string> {
  const given = Object.entries(texts).filter(([, text]) => text !== '')
  return { ...(hours !== DEFAULT_HOURS && { hours: String(hours) }), ...Object.fromEntries(given) }
}

/** `tenant`: its id; undefined until it is known. */
export function useServiceReport(tenant: string | undefined, filter: ReportFilter) {
  const client = useReleaseClient()
  return useQuery<ServiceReport>({
    queryKey: ['service-report', tenant, filter],
    queryFn: ({ signal }) =>
      client.call('getServiceReport', { query: { tenant: tenant ?? '', ...filter }, signal }),
    enabled: tenant !== undefined,
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
}
