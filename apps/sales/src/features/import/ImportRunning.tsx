import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Alert, Button, Progress } from 'antd'
import type { ReactNode } from 'react'
import { importMessages } from './import.messages.ts'
import { type ImportDetail, useCancelImport, useImportProgress } from './use-import.ts'

export function ImportRunning({ job }: { job: ImportDetail }): ReactNode {
  const t = useMessages(importMessages)
  const { integer } = useFormats()
  const { progress, error } = useImportProgress(job)
  const cancel = useCancelImport(job.id)
  const { rowsDone, rowsTotal } = progress
  const percent = rowsTotal > 0 ? Math.floor((rowsDone / rowsTotal) * 100) : 0
  return (
    <section className="p-card sales-pad sales-running">
      <h2 className="sales-step-title">{rowsDone > 0 ? t.running : t.queued}</h2>
      <Progress percent={percent} status="active" aria-label={t.progressLabel} />
      {/* Said in steps of ten, else a reader never stops talking. */}
      <span className="p-hidden" aria-live="polite">
        {t.progressLabel}: {percent - (percent % 10)}%
      </span>
      <p className="p-number">{t.progressOf(integer(rowsDone), integer(rowsTotal))}</p>
      <p className="sales-hint">{t.runningText}</p>
      {error && <Alert type="warning" showIcon title={t.pollFailed} />}
      <div>
        <Button danger loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t.stop}
        </Button>
      </div>
    </section>
  )
}
