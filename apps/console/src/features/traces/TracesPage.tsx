import {
  EmptyState,
  StatusTag,
  useCleanSearch,
  useFormats,
  useMessages,
  useTabTitle,
} from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { PagedList } from '../../ui/PagedList.tsx'
import { RefreshHeader } from '../../ui/RefreshHeader.tsx'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TableHead } from '../../ui/TableHead.tsx'
import { ZonedTime } from '../../ui/ZonedTime.tsx'
import { TenantName } from '../directory/TenantName.tsx'
import { TraceFilters } from './TraceFilters.tsx'
import { tracesMessages } from './traces.messages.ts'
import { readFilter, type TraceSummary, useTraces, writeFilter } from './use-traces.ts'
import { shownMs } from './waterfall.ts'

export function TracesPage(): ReactNode {
  const t = useMessages(tracesMessages)
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const filter = readFilter(search)
  const written = writeFilter(filter)
  const traces = useTraces(filter)
  useTabTitle(t.title)
  useCleanSearch(new URLSearchParams(written))
  const isFiltered = Object.keys(written).length > 0
  return (
    <div className="p-page con-page">
      <RefreshHeader title={t.title} subtitle={t.subtitle} query={traces} />
      <div className="p-card">
        <TraceFilters
          key={JSON.stringify(filter)}
          filter={filter}
          onFind={next => setSearch(writeFilter(next))}
          onOpen={id => void navigate(`/traces/${id}`)}
        />
        <PagedList
          pages={traces}
          label={t.loading}
          empty={
            <EmptyState title={t.none} text={t.noneText}>
              {isFiltered && <Button onClick={() => setSearch({})}>{t.clear}</Button>}
            </EmptyState>
          }
        >
          {items => <TraceTable items={items} />}
        </PagedList>
      </div>
    </div>
  )
}

function TraceTable({ items }: { items: TraceSummary[] }): ReactNode {
  const t = useMessages(tracesMessages)
  const { quantity } = useFormats()
  return (
    <ScrollTable label={t.title} isStacked>
      <TableHead labels={[t.when, t.operation, t.tenant, t.took, t.parts, t.kept]} />
      <tbody>
        {items.map(({ id, at, name, tenantId, ms, hasFailed, services, reason }) => (
          <tr key={id}>
            <td data-label={t.when}>
              <ZonedTime instant={at} />
            </td>
            <td data-label={t.operation}>
              <Link to={`/traces/${id}`}>{name}</Link>
            </td>
            <td data-label={t.tenant}>{tenantId !== null && <TenantName tenantId={tenantId} />}</td>
            <td data-label={t.took}>{ms === null ? t.open : t.ms(quantity(shownMs(ms)))}</td>
            <td data-label={t.parts}>{services.join(', ')}</td>
            <td data-label={t.kept}>
              {hasFailed ? (
                <StatusTag tone="danger">{t.hasFailed}</StatusTag>
              ) : (
                <StatusTag tone={reason === 'slow' ? 'warning' : 'neutral'}>
                  {t[reason === 'failed' ? 'hasFailed' : reason]}
                </StatusTag>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}
