import { useShell } from '@portico/micro-app/react'
import { EmptyState, ErrorState, PageHeader, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { ListExport } from '../../common/ListExport.tsx'
import { MorePages } from '../../common/MorePages.tsx'
import { TeamAudit } from '../../graph/graph.generated.ts'
import { AuditFilters } from './AuditFilters.tsx'
import { AuditTable } from './AuditTable.tsx'
import { auditMessages } from './audit.messages.ts'
import { type AuditView, filterOf, readView, writeView } from './audit-filter.ts'

const PAGE_SIZE = 50

export function AuditPage(): ReactNode {
  const t = useMessages(auditMessages)
  const [search, setSearch] = useSearchParams()
  const view = readView(search)
  const total = useAudit(view).data?.pages[0]?.totalCount
  useTabTitle(t.title)
  return (
    <div className="p-page">
      <PageHeader
        title={t.title}
        subtitle={t.subtitle}
        actions={<ListExport path="/api/exports/changes" filter={{ ...filterOf(view) }} total={total} />}
      />
      <div className="p-card">
        <AuditFilters view={view} onChange={next => setSearch(writeView(next), { replace: true })} />
        <AuditList view={view} onClear={() => setSearch({}, { replace: true })} />
      </div>
    </div>
  )
}

function AuditList({ view, onClear }: { view: AuditView; onClear: () => void }): ReactNode {
  const t = useMessages(auditMessages)
  const entries = useAudit(view)
  if (entries.isPending) return <Skeleton active className="team-pad" title={false} />
  if (entries.isError && !entries.data) {
    return (
      <ErrorState error={entries.error} onRetry={() => entries.refetch()} isRetrying={entries.isFetching} />
    )
  }
  const rows = entries.data?.pages.flatMap(page => page.nodes) ?? []
  if (rows.length === 0) {
    return (
      <EmptyState title={t.none} text={t.noneText}>
        <Button onClick={onClear}>{t.clear}</Button>
      </EmptyState>
    )
  }
  return (
    <>
      <AuditTable rows={rows} />
      <MorePages {...entries} shown={rows.length} total={entries.data?.pages[0]?.totalCount ?? rows.length} />
    </>
  )
}

function useAudit(view: AuditView) {
  const { graph } = useShell()
  return useInfiniteQuery({
    queryKey: ['audit', view],
    queryFn: async ({ signal, pageParam }) => {
      const variables = { first: PAGE_SIZE, after: pageParam, filter: filterOf(view) }
      return (await graph.execute(TeamAudit, variables, { signal })).auditEntries
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
    placeholderData: keepPreviousData,
  })
}
