import {
  DateText,
  EmptyState,
  ErrorState,
  ExportButton,
  StatusTag,
  type Tone,
  useFormats,
  useMessages,
} from '@portico/shared-ui/react'
import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { ImportStatus, ImportSummaryFragment } from '../../graph/graph.generated.ts'
import { importMessages } from './import.messages.ts'
import { useImports } from './use-import.ts'

const TONES: Record<ImportStatus, Tone> = {
  UPLOADED: 'neutral',
  PREVIEWED: 'accent',
  QUEUED: 'info',
  RUNNING: 'info',
  DONE: 'success',
  FAILED: 'danger',
  CANCELLED: 'neutral',
}

export function ImportHistory(): ReactNode {
  const t = useMessages(importMessages)
  const { integer } = useFormats()
  const imports = useImports()
  const jobs = imports.data?.jobs ?? []
  const total = imports.data?.totalCount ?? 0
  return (
    <section className="p-card" aria-label={t.history}>
      <header className="sales-history-head">
        <h2 className="sales-card-title">{t.history}</h2>
        {total > 0 && (
          <ExportButton
            path="/api/exports/imports"
            filter={{}}
            count={t.historyCount(integer(total), total === 1)}
          />
        )}
      </header>
      {imports.isPending && <Skeleton active className="sales-pad" />}
      {imports.isError && <ErrorState error={imports.error} onRetry={() => imports.refetch()} />}
      {imports.data && jobs.length === 0 && <EmptyState title={t.noHistory} text={t.noHistoryText} />}
      {jobs.length > 0 && <HistoryTable jobs={jobs} />}
      {imports.hasNextPage && (
        <div className="sales-more">
          <Button onClick={() => imports.fetchNextPage()} loading={imports.isFetchingNextPage}>
            {t.showMore}
          </Button>
        </div>
      )}
    </section>
  )
}

function HistoryTable({ jobs }: { jobs: ImportSummaryFragment[] }): ReactNode {
  const t = useMessages(importMessages)
  return (
    <table className="p-table sales-history">
      <thead>
        <tr>
          <th scope="col">{t.file}</th>
          <th scope="col">{t.when}</th>
          <th scope="col" className="p-cell-number">
            {t.size}
          </th>
          <th scope="col">{t.status}</th>
          <th scope="col">{t.result}</th>
        </tr>
      </thead>
      <tbody>
        {jobs.map(job => (
          <HistoryRow key={job.id} job={job} />
        ))}
      </tbody>
    </table>
  )
}

function HistoryRow({ job }: { job: ImportSummaryFragment }): ReactNode {
  const t = useMessages(importMessages)
  const { fileSize, integer } = useFormats()
  const { rowsTotal, documentsCreated, documentsRecognised, rowsRejected } = job.progress
  const isOver = job.status === 'DONE' || job.status === 'CANCELLED' || job.status === 'FAILED'
  // No rows: given up before it was started.
  const hasResult = isOver && rowsTotal > 0
  return (
    <tr>
      <td>
        <Link to={`/import/${job.id}`}>{job.fileName}</Link>
      </td>
      <td>
        <DateText instant={job.createdAt} hasTime />
      </td>
      <td className="p-cell-number">{fileSize(job.fileSize)}</td>
      <td>
        <StatusTag tone={TONES[job.status]}>{t[job.status]}</StatusTag>
      </td>
      <td className="sales-faint">
        {hasResult &&
          t.resultOf(integer(documentsCreated), integer(documentsRecognised), integer(rowsRejected))}
      </td>
    </tr>
  )
}
