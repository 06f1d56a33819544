import { useMessages } from '@portico/shared-ui/react'
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { ColumnTable } from './ColumnTable.tsx'
import { missingFields } from './column-mapping.ts'
import { DiscardButton } from './DiscardButton.tsx'
import { DoubtList } from './DoubtList.tsx'
import { FileConventions } from './FileConventions.tsx'
import { importMessages } from './import.messages.ts'
import { ReadingPanel } from './ReadingPanel.tsx'
import { RememberedNotice } from './RememberedNotice.tsx'
import { type ImportDetail, useCancelImport } from './use-import.ts'
import { useImportErrorText } from './use-import-error-text.ts'
import { isAboutLayout, type Wizard } from './use-wizard.ts'

interface ColumnsStepProps {
  job: ImportDetail
  wizard: Wizard
  onChecked: () => void
}

export function ColumnsStep({ job, wizard, onChecked }: ColumnsStepProps): ReactNode {
  const t = useMessages(importMessages)
  const textOf = useImportErrorText()
  const { command, mapping } = wizard
  const discard = useCancelImport(job.id)
  const error = command.error ?? wizard.forgetting.error ?? discard.error
  const missing = missingFields(mapping)
  return (
    <section className="p-card">
      <RememberedNotice job={job} wizard={wizard} />
      <ReadingPanel job={job} wizard={wizard} />
      <DoubtList job={job} doubts={job.doubts.filter(isAboutLayout)} wizard={wizard} />
      <div className="sales-pad">
        <h2 className="sales-step-title">{t.columnsTitle}</h2>
        <p className="sales-hint">{t.columnsText}</p>
      </div>
      <ColumnTable job={job} wizard={wizard} />
      <FileConventions mapping={mapping} onChange={wizard.setMapping} />
      {error && <Alert className="sales-notice-inset" type="error" showIcon title={textOf(error)} />}
      <div className="sales-step-actions">
        <DiscardButton command={discard} />
        <span className="sales-missing" aria-live="polite">
          {missing.length > 0 && t.missing(missing.map(field => t[field]).join(', '))}
        </span>
        <Button
          type="primary"
          disabled={missing.length > 0}
          loading={command.isPending}
          onClick={() => wizard.check(onChecked)}
        >
          {command.isPending ? t.checking : t.check}
        </Button>
      </div>
    </section>
  )
}
