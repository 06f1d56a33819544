import { ReloadOutlined } from '@ant-design/icons'
import { useShell } from '@portico/micro-app/react'
import {
  Bar,
  EmptyState,
  ErrorState,
  PageHeader,
  useFormats,
  useMessages,
  useTabTitle,
} from '@portico/shared-ui/react'
import { Alert, Button, Segmented } from 'antd'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { MonthSales } from './MonthSales.tsx'
import { reportMessages } from './report.messages.ts'
import { parseRange, REPORT_SPANS, type ReportSpan } from './report-span.ts'
import { SoldProducts } from './SoldProducts.tsx'
import { StatusCounts } from './StatusCounts.tsx'
import { type ShownReport, useReport } from './use-report.ts'
import '@portico/shared-ui/card.css'
import './report.css'

/** What was sold over months and years: from a copy of the documents, which says how old it is. */
export function ReportPage(): ReactNode {
  const t = useMessages(reportMessages)
  const { dateTime } = useFormats()
  const [params, setParams] = useSearchParams()
  const range = parseRange(params.get('months'))
  const report = useReport(range)
  useTabTitle(t.title)
  const { data } = report
  return (
    <div className="p-page sales-report">
      <PageHeader
        title={t.title}
        subtitle={data?.asOf && t.asOf(dateTime(data.asOf))}
        actions={
          <>
            <Segmented<ReportSpan>
              aria-label={t.range}
              value={range}
              options={REPORT_SPANS.map(count => ({ value: count, label: t.months(count) }))}
              onChange={count => setParams({ months: String(count) })}
            />
            <Button
              icon={<ReloadOutlined aria-hidden />}
              loading={report.isFetching && !report.isPending}
              onClick={() => void report.refetch()}
            >
              {t.refresh}
            </Button>
          </>
        }
      />
      {report.isError && !data && (
        <section className="p-card">
          <ErrorState error={report.error} onRetry={() => report.refetch()} isRetrying={report.isFetching} />
        </section>
      )}
      {report.isPending && <Loading />}
      {data && <Shown report={data} isStale={report.isPlaceholderData} />}
    </div>
  )
}

function Loading(): ReactNode {
  return (
    <section className="p-card">
      <div className="p-card-body p-skeleton" aria-busy>
        {['a', 'b', 'c', 'd', 'e', 'f'].map(line => (
          <span key={line} />
        ))}
      </div>
    </section>
  )
}

function Shown({ report, isStale }: { report: ShownReport; isStale: boolean }): ReactNode {
  const t = useMessages(reportMessages)
  if (report.state === 'OFF') return <Off />
  if (report.state === 'PREPARING') return <Preparing share={report.share} />
  if (report.statuses.length === 0)
    return (
      <section className="p-card">
        <EmptyState title={t.empty} text={t.emptyText} />
      </section>
    )
  return (
    <div className={isStale ? 'sales-report-parts p-card-stale' : 'sales-report-parts'} aria-busy={isStale}>
      {report.differs && <Alert type="warning" showIcon title={t.differs} />}
      <MonthSales months={report.months} />
      <StatusCounts statuses={report.statuses} />
      <SoldProducts products={report.products} />
    </div>
  )
}

function Off(): ReactNode {
  const t = useMessages(reportMessages)
  const { navigation } = useShell()
  return (
    <section className="p-card">
      <EmptyState title={t.off} text={t.offText}>
        <Button onClick={() => navigation.navigate('/workbench')}>{t.toWorkbench}</Button>
      </EmptyState>
    </section>
  )
}

function Preparing({ share }: { share: number }): ReactNode {
  const t = useMessages(reportMessages)
  const { percent } = useFormats()
  return (
    <section className="p-card">
      <div className="p-state" role="status">
        <h2 className="p-state-title">{t.preparing}</h2>
        <p className="p-state-text">{t.preparingText}</p>
        <p className="p-state-text">{t.preparingShare(percent(share.toFixed(2)))}</p>
        <div className="sales-report-progress">
          <Bar share={share} />
        </div>
      </div>
    </section>
  )
}
