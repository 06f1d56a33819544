import { useShell } from '@portico/micro-app/react'
import { StatusTag, useMessages } from '@portico/shared-ui/react'
import { Alert, Button, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import type { ImportField } from '../../graph.generated.ts'
import {
  assignField,
  type ColumnMapping,
  IMPORT_FIELDS,
  initialMapping,
  mappingInputOf,
  missingFields,
  sampleOf,
} from './column-mapping.ts'
import { DiscardButton } from './DiscardButton.tsx'
import { FileConventions } from './FileConventions.tsx'
import { importMessages } from './import.messages.ts'
import { type ImportDetail, useCancelImport, useImportCommand } from './use-import.ts'
import { useImportErrorText } from './use-import-error-text.ts'

const SHOWN_SAMPLES = 3
/** All fields at once: choosing is reading down the list. */
const FIELD_LIST_PX = 400

interface ColumnsStepProps {
  job: ImportDetail
  onChecked: () => void
}

export function ColumnsStep({ job, onChecked }: ColumnsStepProps): ReactNode {
  const t = useMessages(importMessages)
  const textOf = useImportErrorText()
  const { timeZone } = useShell().session.info.tenant
  const [mapping, setMapping] = useState(() => initialMapping(job, timeZone))
  const command = useImportCommand(job.id)
  const discard = useCancelImport(job.id)
  const error = command.error ?? discard.error
  const missing = missingFields(mapping)
  const check = () =>
    command.mutate({ kind: 'PREVIEW', mapping: mappingInputOf(mapping) }, { onSuccess: onChecked })
  return (
    <section className="p-card">
      <div className="sales-pad">
        <h2 className="sales-step-title">{t.columnsTitle}</h2>
        <p className="sales-hint">{t.columnsText}</p>
      </div>
      <ColumnTable job={job} mapping={mapping} onChange={setMapping} />
      <FileConventions mapping={mapping} onChange={setMapping} />
      {error && <Alert className="sales-notice-inset" type="error" showIcon title={textOf(error)} />}
      <div className="sales-step-actions">
        <DiscardButton command={discard} />
        <span className="sales-missing" aria-live="polite">
          {missing.length > 0 && t.missing(missing.map(field => t[field]).join(', '))}
        </span>
        <Button type="primary" disabled={missing.length > 0} loading={command.isPending} onClick={check}>
          {command.isPending ? t.checking : t.check}
        </Button>
      </div>
    </section>
  )
}

interface ColumnTableProps {
  job: ImportDetail
  mapping: ColumnMapping
  onChange: (mapping: ColumnMapping) => void
}

function ColumnTable({ job, mapping, onChange }: ColumnTableProps): ReactNode {
  const t = useMessages(importMessages)
  const options = [
    { value: '', label: t.leftOut },
    ...IMPORT_FIELDS.map(field => ({ value: field, label: t[field] })),
  ]
  return (
    <table className="p-table sales-columns">
      <thead>
        <tr>
          <th scope="col">{t.column}</th>
          <th scope="col">{t.sample}</th>
          <th scope="col">{t.meaning}</th>
        </tr>
      </thead>
      <tbody>
        {job.columns.map(({ index, header, suggested }) => (
          <tr key={index}>
            <td>
              <strong>{header}</strong>
            </td>
            <td className="sales-samples">{sampleOf(job, index).slice(0, SHOWN_SAMPLES).join(' · ')}</td>
            <td>
              <Select<ImportField | ''>
                className="sales-column-field"
                listHeight={FIELD_LIST_PX}
                aria-label={`${t.meaning}: ${header}`}
                value={mapping.fields[index] ?? ''}
                options={options}
                onChange={field => onChange(assignField(mapping, index, field || null))}
              />
              {suggested && suggested === mapping.fields[index] && (
                <StatusTag tone="success">{t.recognised}</StatusTag>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
