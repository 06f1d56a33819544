import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Alert, Button } from 'antd'
import { type ReactNode, useRef } from 'react'
import { DiscardButton } from './DiscardButton.tsx'
import { FigureTiles } from './FigureTiles.tsx'
import { importMessages } from './import.messages.ts'
import { ProblemTable } from './ProblemTable.tsx'
import { type ImportDetail, useCancelImport, useImportCommand } from './use-import.ts'
import { useImportErrorText } from './use-import-error-text.ts'

interface PreviewStepProps {
  job: ImportDetail
  onBack: () => void
}

export function PreviewStep({ job, onBack }: PreviewStepProps): ReactNode {
  const t = useMessages(importMessages)
  const textOf = useImportErrorText()
  const { integer } = useFormats()
  const command = useImportCommand(job.id)
  const discard = useCancelImport(job.id)
  const error = command.error ?? discard.error
  const isStarting = useRef(false)
  const rowCount = job.rowCount ?? 0
  const problemCount = job.problemCount ?? 0
  const goodCount = Math.max(0, rowCount - problemCount)
  const start = () => {
    // A second press comes before the first has been rendered; only a start that failed may be tried again.
    if (isStarting.current || !job.mapping) return
    isStarting.current = true
    const again = () => {
      isStarting.current = false
    }
    command.mutate({ kind: 'START', mapping: job.mapping }, { onError: again })
  }
  return (
    <section className="p-card">
      <FigureTiles
        figures={[
          { label: t.rowsRead, value: rowCount },
          { label: t.rowsGood, value: goodCount, tone: 'success' },
          { label: t.rowsBad, value: problemCount, tone: problemCount > 0 ? 'warning' : undefined },
        ]}
      />
      <p className="sales-preview-text">{problemCount === 0 ? t.allGood : t.someBad}</p>
      {job.problems.length > 0 && <ProblemTable problems={job.problems} count={problemCount} />}
      {error && <Alert className="sales-notice-inset" type="error" showIcon title={textOf(error)} />}
      <div className="sales-step-actions">
        <DiscardButton command={discard} />
        <Button onClick={onBack}>{t.backToColumns}</Button>
        <Button type="primary" disabled={goodCount === 0} loading={command.isPending} onClick={start}>
          {problemCount === 0 ? t.start(integer(goodCount)) : t.startAnyway}
        </Button>
      </div>
    </section>
  )
}
