import { ArrowLeftOutlined } from '@ant-design/icons'
import { ErrorState, PageHeader, useFormats, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useParams } from 'react-router'
import { ColumnsStep } from './ColumnsStep.tsx'
import { ImportResult } from './ImportResult.tsx'
import { ImportRunning } from './ImportRunning.tsx'
import { type ImportStepName, ImportSteps } from './ImportSteps.tsx'
import { importMessages } from './import.messages.ts'
import { PreviewStep } from './PreviewStep.tsx'
import { type ImportDetail, isUnderway, useImport } from './use-import.ts'
import { useWizard } from './use-wizard.ts'
import './import.css'

/** One import, whatever it has come to: its state is the service's, so a reload lands on the same step. */
export function ImportPage(): ReactNode {
  const t = useMessages(importMessages)
  const { id = '' } = useParams()
  const job = useImport(id)
  useTabTitle(t.title)
  if (job.data) return <ImportView key={id} job={job.data} />
  return (
    <div className="p-page">
      <div className="p-card sales-pad">
        {job.isError ? (
          <ErrorState isPage error={job.error} onRetry={() => job.refetch()} isRetrying={job.isFetching}>
            <Link to="/import">{t.back}</Link>
          </ErrorState>
        ) : (
          <Skeleton active />
        )}
      </div>
    </div>
  )
}

function ImportView({ job }: { job: ImportDetail }): ReactNode {
  const t = useMessages(importMessages)
  const { fileSize } = useFormats()
  // Reading the file anew also checks it; the person stays where they were.
  const [isMapping, setMapping] = useState(job.status === 'UPLOADED')
  const wizard = useWizard(job)
  // Started in another tab, it takes no more answers.
  const isOpen = job.status === 'UPLOADED' || job.status === 'PREVIEWED'
  const step = isMapping && isOpen ? 'COLUMNS' : stepOf(job)
  return (
    <div className="p-page sales-import">
      <PageHeader
        back={
          <Link to="/import">
            <ArrowLeftOutlined aria-hidden /> {t.back}
          </Link>
        }
        title={job.fileName}
        subtitle={fileSize(job.fileSize)}
      />
      <ImportSteps step={step} isOver={job.status === 'DONE'} />
      {step === 'COLUMNS' && <ColumnsStep job={job} wizard={wizard} onChecked={() => setMapping(false)} />}
      {step === 'CHECK' && <PreviewStep job={job} wizard={wizard} onBack={() => setMapping(true)} />}
      {step === 'IMPORT' &&
        (isUnderway(job.status) ? <ImportRunning job={job} /> : <ImportResult job={job} />)}
    </div>
  )
}

function stepOf({ status }: ImportDetail): ImportStepName {
  if (status === 'UPLOADED') return 'COLUMNS'
  return status === 'PREVIEWED' ? 'CHECK' : 'IMPORT'
}
