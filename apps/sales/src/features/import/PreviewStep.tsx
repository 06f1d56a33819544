import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Alert, Button } from 'antd'
import { type ReactNode, useRef } from 'react'
import { DiscardButton } from './DiscardButton.tsx'
import { DoubtList } from './DoubtList.tsx'
import { FigureTiles } from './FigureTiles.tsx'
import { FindingLists } from './FindingLists.tsx'
import { importMessages } from './import.messages.ts'
import { PreviewTable } from './PreviewTable.tsx'
import { ProblemTable } from './ProblemTable.tsx'
import { RememberedNotice } from './RememberedNotice.tsx'
import { type ImportDetail, useCancelImport, useImportCommand } from './use-import.ts'
import { useImportErrorText } from './use-import-error-text.ts'
import type { Wizard } from './use-wizard.ts'
import { wizardMessages } from './wizard.messages.ts'

interface PreviewStepProps {
  job: ImportDetail
  wizard: Wizard
  onBack: () => void
}

export function PreviewStep({ job, wizard, onBack }: PreviewStepProps): ReactNode {
  const t = useMessages(importMessages)
  const textOf = useImportErrorText()
  const { start, command } = useStart(job)
  const discard = useCancelImport(job.id)
  const error = command.error ?? wizard.command.error ?? wizard.forgetting.error ?? discard.error
  const problemCount = job.problemCount ?? 0
  return (
    <section className="p-card">
      <RememberedNotice job={job} wizard={wizard} />
      <CheckedFigures job={job} />
      {openCount(job) === 0 && (
        <p className="sales-preview-text">{problemCount === 0 ? t.allGood : t.someBad}</p>
      )}
      <DoubtList job={job} doubts={job.doubts} wizard={wizard} />
      <PreviewTable job={job} />
      <FindingLists job={job} />
      {job.problems.length > 0 && <ProblemTable problems={job.problems} count={problemCount} />}
      {error && <Alert className="sales-notice-inset" type="error" showIcon title={textOf(error)} />}
      <div className="sales-step-actions">
        <DiscardButton command={discard} />
        <OpenQuestions job={job} />
        <Button onClick={onBack}>{t.backToColumns}</Button>
        <StartButton job={job} isBusy={command.isPending || wizard.command.isPending} onStart={start} />
      </div>
    </section>
  )
}

function useStart(job: ImportDetail) {
  const command = useImportCommand(job.id)
  const isStarting = useRef(false)
  const start = () => {
    // A second press comes before the first has been rendered; only a start that failed may be tried again.
    if (isStarting.current || !job.mapping) return
    isStarting.current = true
    const again = () => {
      isStarting.current = false
    }
    command.mutate({ kind: 'START', mapping: job.mapping }, { onError: again })
  }
  return { start, command }
}

function openCount({ doubts }: ImportDetail): number {
  return doubts.filter(({ chosen }) => chosen === null).length
}

function goodCount({ rowCount, problemCount }: ImportDetail): number {
  return Math.max(0, (rowCount ?? 0) - (problemCount ?? 0))
}

function CheckedFigures({ job }: { job: ImportDetail }): ReactNode {
  const t = useMessages(importMessages)
  const problems = job.problemCount ?? 0
  return (
    <FigureTiles
      figures={[
        { label: t.rowsRead, value: job.rowCount ?? 0 },
        { label: t.rowsGood, value: goodCount(job), tone: 'success' },
        { label: t.rowsBad, value: problems, tone: problems > 0 ? 'warning' : undefined },
      ]}
    />
  )
}

function OpenQuestions({ job }: { job: ImportDetail }): ReactNode {
  const t = useMessages(wizardMessages)
  const { integer } = useFormats()
  const count = openCount(job)
  return (
    <span className="sales-missing" aria-live="polite">
      {count > 0 && t.open(integer(count), count === 1)}
    </span>
  )
}

interface StartButtonProps {
  job: ImportDetail
  isBusy: boolean
  onStart: () => void
}

function StartButton({ job, isBusy, onStart }: StartButtonProps): ReactNode {
  const t = useMessages(importMessages)
  const { integer } = useFormats()
  const good = goodCount(job)
  return (
    <Button type="primary" disabled={good === 0 || openCount(job) > 0} loading={isBusy} onClick={onStart}>
      {job.problemCount === 0 ? t.start(integer(good)) : t.startAnyway}
    </Button>
  )
}
