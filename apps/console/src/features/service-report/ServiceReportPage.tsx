import { errorCodeOf, useCleanSearch, useFormats, useMessages, useTabTitle } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { BackLink } from '../../ui/BackLink.tsx'
import { Card } from '../../ui/Card.tsx'
import { EmptyCard } from '../../ui/EmptyCard.tsx'
import { Loaded } from '../../ui/Loaded.tsx'
import { RefreshHeader } from '../../ui/RefreshHeader.tsx'
import { useTenant } from '../directory/use-directory.ts'
import { FigureTable } from './FigureTable.tsx'
import { quartersOf } from './quarters.ts'
import { ReleaseNames } from './ReleaseNames.tsx'
import { ReportFilters } from './ReportFilters.tsx'
import { ReportPicture } from './ReportPicture.tsx'
import { serviceReportMessages } from './service-report.messages.ts'
import {
  type ReportFilter,
  readReportFilter,
  type ServiceReport,
  useServiceReport,
  writeReportFilter,
} from './use-service-report.ts'

/** What one tenant got of the platform, opened by its short name or id. */
export function ServiceReportPage(): ReactNode {
  const t = useMessages(serviceReportMessages)
  const { ref = '' } = useParams()
  const [search, setSearch] = useSearchParams()
  const filter = readReportFilter(search)
  const tenant = useTenant(ref)
  const report = useServiceReport(tenant.data?.id, filter)
  const title = t.title(tenant.data?.name ?? ref)
  useTabTitle(title)
  useCleanSearch(new URLSearchParams(writeReportFilter(filter)))
  const change = (next: ReportFilter) => setSearch(writeReportFilter(next), { replace: true })
  return (
    <div className="p-page con-page">
      <RefreshHeader
        back={<BackLink to={`/tenants/${encodeURIComponent(ref)}`}>{t.back}</BackLink>}
        title={title}
        subtitle={t.subtitle}
        query={report}
      />
      {errorCodeOf(tenant.error) === 'NOT_FOUND' ? (
        <EmptyCard title={t.missing} text={t.missingText} />
      ) : (
        <>
          <ReportFilters filter={filter} onChange={change} />
          <Loaded query={tenant} label={t.loading}>
            {() => (
              <Loaded query={report} label={t.loading} rows={8}>
                {data => <Report report={data} filter={filter} />}
              </Loaded>
            )}
          </Loaded>
        </>
      )}
    </div>
  )
}

interface ReportProps {
  report: ServiceReport
  filter: ReportFilter
}

function Report({ report, filter }: ReportProps): ReactNode {
  const t = useMessages(serviceReportMessages)
  const { dateTime } = useFormats()
  const { total, from, keptSince } = report
  if (total.count === 0) return <EmptyCard title={t.nothing} text={t.nothingText} />
  return (
    <div className="con-trace">
      <Card
        title={t.times}
        extra={
          keptSince !== null &&
          keptSince > from && <span className="con-faint">{t.since(dateTime(keptSince))}</span>
        }
      >
        <Times report={report} />
      </Card>
      <ByName report={report} filter={filter} />
    </div>
  )
}

function Times({ report }: Pick<ReportProps, 'report'>): ReactNode {
  const t = useMessages(serviceReportMessages)
  const { dateTime } = useFormats()
  return (
    <div className="con-report">
      <ReportPicture quarters={quartersOf(report)} />
      <details>
        <summary>{t.showTimes}</summary>
        <FigureTable
          label={t.times}
          heads={[t.at]}
          rows={report.times
            .map(time => ({ ...time, key: time.at, cells: [dateTime(time.at)] }))
            .toReversed()}
        />
      </details>
    </div>
  )
}

/** Names lead to the same report of them alone. */
function ByName({ report: { apps, operations, releases, isCut }, filter }: ReportProps): ReactNode {
  const t = useMessages(serviceReportMessages)
  const only = (narrower: Partial<ReportFilter>, text: string) =>
    text === '' ? (
      t.unknownApp
    ) : (
      <Link to={{ search: new URLSearchParams(writeReportFilter({ ...filter, ...narrower })).toString() }}>
        {text}
      </Link>
    )
  return (
    <>
      <Card title={t.apps}>
        <FigureTable
          label={t.apps}
          heads={[t.app]}
          rows={apps.map(one => ({ ...one, key: one.app, cells: [only({ app: one.app }, one.app)] }))}
        />
      </Card>
      <Card title={t.operations} extra={isCut && <span className="con-faint">{t.cut}</span>}>
        <FigureTable
          label={t.operations}
          heads={[t.operation, t.app]}
          rows={operations.map(one => ({
            ...one,
            key: `${one.app} ${one.operation}`,
            cells: [only({ operation: one.operation }, one.operation), only({ app: one.app }, one.app)],
          }))}
        />
      </Card>
      <Card title={t.releases}>
        <FigureTable
          label={t.releases}
          heads={[t.release]}
          rows={releases.map(one => ({
            ...one,
            key: one.releases,
            cells: [<ReleaseCell key={one.releases} releases={one.releases} only={only} />],
          }))}
        />
      </Card>
    </>
  )
}

interface ReleaseCellProps {
  releases: string
  only: (narrower: Partial<ReportFilter>, text: string) => ReactNode
}

function ReleaseCell({ releases, only }: ReleaseCellProps): ReactNode {
  const t = useMessages(serviceReportMessages)
  return (
    <>
      <ReleaseNames releases={releases} /> ({only({ releases }, t.only)})
    </>
  )
}
