import { useCleanSearch, useFormats, useMessages, useTabTitle } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { Card } from '../../ui/Card.tsx'
import { EmptyCard } from '../../ui/EmptyCard.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { RefreshHeader } from '../../ui/RefreshHeader.tsx'
import { FigureTable } from '../service-report/FigureTable.tsx'
import { OperationFilters } from './OperationFilters.tsx'
import { operationsMessages } from './operations.messages.ts'
import {
  type OperationFilter,
  type OperationReport,
  readOperationFilter,
  useOperations,
  writeOperationFilter,
} from './use-operations.ts'

const NOTHING_KNOWN = { apps: [], releases: [] }

/** Which operations are slow or fail, by what was counted of every call. */
export function OperationsPage(): ReactNode {
  const t = useMessages(operationsMessages)
  const [search, setSearch] = useSearchParams()
  const filter = readOperationFilter(search)
  const report = useOperations(filter)
  useTabTitle(t.title)
  useCleanSearch(new URLSearchParams(writeOperationFilter(filter)))
  const change = (next: OperationFilter) => setSearch(writeOperationFilter(next), { replace: true })
  return (
    <div className="p-page con-page">
      <RefreshHeader title={t.title} subtitle={t.subtitle} query={report} />
      <OperationFilters filter={filter} known={report.data ?? NOTHING_KNOWN} onChange={change} />
      <Loaded query={report} label={t.loading} rows={8}>
        {data => <Operations report={data} filter={filter} />}
      </Loaded>
    </div>
  )
}

interface OperationsProps {
  report: OperationReport
  filter: OperationFilter
}

function Operations({ report, filter }: OperationsProps): ReactNode {
  const t = useMessages(operationsMessages)
  const { integer, dateTime } = useFormats()
  const { total, operations, isCut, keptSince, from } = report
  if (total.count === 0) return <EmptyCard title={t.none} text={t.noneText} />
  const isLater = keptSince !== null && keptSince > from
  return (
    <Card title={t.title} extra={isCut && <span className="con-faint">{t.cut}</span>}>
      <p className="con-faint con-map-hint">
        {t.all(integer(total.count), integer(total.failures))} {isLater && t.since(dateTime(keptSince))}
      </p>
      <FigureTable
        label={t.title}
        heads={[t.operation, t.app, t.traces]}
        rows={operations.map(one => ({
          ...one,
          key: `${one.app} ${one.operation}`,
          cells: [
            one.operation,
            <AppCell key="app" app={one.app} filter={filter} />,
            <TracesCell key="traces" operation={one.operation} />,
          ],
        }))}
      />
    </Card>
  )
}

/** The name leads to the operations of this app alone. */
function AppCell({ app, filter }: { app: string; filter: OperationFilter }): ReactNode {
  const t = useMessages(operationsMessages)
  if (app === '') return t.unknownApp
  return (
    <Link to={{ search: new URLSearchParams(writeOperationFilter({ ...filter, app })).toString() }}>
      {app}
    </Link>
  )
}

/** Those that are kept of it. */
function TracesCell({ operation }: { operation: string }): ReactNode {
  const t = useMessages(operationsMessages)
  return (
    <Link to={`/traces?name=${encodeURIComponent(operation)}`} aria-label={t.openTraces(operation)}>
      {t.traces}
    </Link>
  )
}
