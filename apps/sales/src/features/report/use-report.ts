import { isHidden } from '@portico/micro-app'
import { useShell } from '@portico/micro-app/react'
import { monthOfDay } from '@portico/shared-ui'
import { useToday } from '@portico/shared-ui/react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { SalesReport, type SalesReportQuery } from '../../graph/graph.generated.ts'
import { monthsOf, type ReportSpan } from './report-span.ts'

/** While the copy is made. */
const POLL_MS = 2000
/** A report that was looked at a minute ago is asked for again. */
const STALE_MS = 60_000

export type ShownReport = SalesReportQuery['salesReport']

export function useReport(range: ReportSpan) {
  const { graph } = useShell()
  const variables = monthsOf(range, monthOfDay(useToday()))
  return useQuery({
    queryKey: [SalesReport.name, variables],
    queryFn: ({ signal }) => graph.execute(SalesReport, variables, { signal }),
    select: ({ salesReport }) => salesReport,
    placeholderData: keepPreviousData,
    staleTime: ({ state }) => (state.data?.salesReport.state === 'READY' ? STALE_MS : 0),
    refetchInterval: ({ state }) =>
      state.data?.salesReport.state === 'PREPARING' && !isHidden() ? POLL_MS : false,
  })
}
