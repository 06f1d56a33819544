import { CheckCircleFilled, CloseCircleFilled, DownloadOutlined, StopOutlined } from '@ant-design/icons'
import { ShellLink, useFormats, useMessages } from '@portico/shared-ui/react'
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { FigureTiles } from './FigureTiles.tsx'
import { ImportSums } from './ImportSums.tsx'
import { importMessages } from './import.messages.ts'
import type { ImportDetail } from './use-import.ts'
import { useFailureText } from './use-import-error-text.ts'
import { wizardMessages } from './wizard.messages.ts'

export function ImportResult({ job }: { job: ImportDetail }): ReactNode {
  const t = useMessages(importMessages)
  const w = useMessages(wizardMessages)
  const navigate = useNavigate()
  return (
    <section className="p-card sales-result">
      <ResultHead job={job} />
      {!isDiscarded(job) && <ResultFigures progress={job.progress} />}
      <ImportSums sums={job.sums} />
      <div className="sales-step-actions">
        {job.rejectedUrl && (
          <Button icon={<DownloadOutlined aria-hidden />} href={job.rejectedUrl} download>
            {t.download}
          </Button>
        )}
        {job.progress.productsCreated > 0 && (
          <ShellLink to="/inventory/stock?none=1">{w.openingStock}</ShellLink>
        )}
        <Button onClick={() => navigate('/import')}>{t.another}</Button>
        <Button type="primary" onClick={() => navigate('/orders')}>
          {t.seeOrders}
        </Button>
      </div>
    </section>
  )
}

/** Cancelled before it was started: nothing to count. */
function isDiscarded({ status, startedAt }: ImportDetail): boolean {
  return status === 'CANCELLED' && startedAt === null
}

function ResultFigures({ progress }: Pick<ImportDetail, 'progress'>): ReactNode {
  const t = useMessages(importMessages)
  const w = useMessages(wizardMessages)
  const { integer } = useFormats()
  const { rowsTotal, rowsDone, rowsRejected } = progress
  const taken = Math.max(0, rowsDone - rowsRejected)
  return (
    <>
      <FigureTiles
        figures={[
          { label: t.documentsCreated, value: progress.documentsCreated, tone: 'success' },
          { label: t.documentsRecognised, value: progress.documentsRecognised },
          ...decided(w.documentsReplaced, progress.documentsReplaced),
          ...decided(w.documentsSkipped, progress.documentsSkipped),
          { label: t.rowsRejected, value: rowsRejected, tone: rowsRejected > 0 ? 'warning' : undefined },
          { label: t.productsCreated, value: progress.productsCreated },
          { label: t.customersCreated, value: progress.customersCreated },
        ]}
      />
      <p className="sales-preview-text">
        {w.accounted(integer(rowsTotal), integer(taken), integer(rowsRejected))}
      </p>
    </>
  )
}

/** Only where something was decided so. */
function decided(label: string, value: number) {
  return value > 0 ? [{ label, value }] : []
}

function ResultHead({ job }: { job: ImportDetail }): ReactNode {
  const t = useMessages(importMessages)
  const failureText = useFailureText()
  if (job.status === 'DONE')
    return <Head icon={<CheckCircleFilled aria-hidden />} tone="success" title={t.done} />
  if (isDiscarded(job)) {
    return (
      <Head icon={<StopOutlined aria-hidden />} tone="neutral" title={t.discarded} text={t.discardedText} />
    )
  }
  if (job.status === 'CANCELLED') {
    return (
      <Head icon={<StopOutlined aria-hidden />} tone="neutral" title={t.cancelled} text={t.cancelledText} />
    )
  }
  return (
    <>
      <Head icon={<CloseCircleFilled aria-hidden />} tone="danger" title={t.failed} />
      {job.failure && (
        <Alert
          className="sales-notice-inset"
          type="error"
          title={failureText(job.failure)}
          description={<code>{job.failure.code}</code>}
        />
      )}
    </>
  )
}

interface HeadProps {
  icon: ReactNode
  tone: 'success' | 'neutral' | 'danger'
  title: string
  text?: string
}

function Head({ icon, tone, title, text }: HeadProps): ReactNode {
  return (
    <div className="sales-result-head" data-tone={tone} role="status">
      <span className="sales-result-icon" aria-hidden>
        {icon}
      </span>
      <div>
        <h2 className="sales-step-title">{title}</h2>
        {text && <p className="sales-hint">{text}</p>}
      </div>
    </div>
  )
}
