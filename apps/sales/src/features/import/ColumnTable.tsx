import { StatusTag, useMessages } from '@portico/shared-ui/react'
import { Button, Select } from 'antd'
import type { ReactNode } from 'react'
import type { ImportField } from '../../graph/graph.generated.ts'
import { assignField, IMPORT_FIELDS, sampleOf, setNotation } from './column-mapping.ts'
import { importMessages } from './import.messages.ts'
import { NotationSelects } from './NotationSelects.tsx'
import type { ImportDetail } from './use-import.ts'
import type { Wizard } from './use-wizard.ts'
import { wizardMessages } from './wizard.messages.ts'

const SHOWN_SAMPLES = 3
/** All fields at once: choosing is reading down the list. */
const FIELD_LIST_PX = 400

interface ColumnTableProps {
  job: ImportDetail
  wizard: Wizard
}

/** Each column of the file with real values, what it becomes and how its values are written. */
export function ColumnTable({ job, wizard }: ColumnTableProps): ReactNode {
  const t = useMessages(importMessages)
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
        {job.columns.map(column => (
          <tr key={column.index}>
            <td>
              <strong>{column.header}</strong>
            </td>
            <td className="sales-samples">
              {sampleOf(job, column.index).slice(0, SHOWN_SAMPLES).join(' · ')}
            </td>
            <td>
              <ColumnMeaning job={job} wizard={wizard} column={column} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface ColumnProps extends ColumnTableProps {
  column: ImportDetail['columns'][number]
}

function ColumnMeaning({ job, wizard, column }: ColumnProps): ReactNode {
  const t = useMessages(importMessages)
  const { mapping, setMapping } = wizard
  const { index, header } = column
  const field = mapping.fields[index] ?? null
  const options = [
    { value: '', label: t.leftOut },
    ...IMPORT_FIELDS.map(value => ({ value, label: t[value] })),
  ]
  return (
    <div className="sales-meaning">
      <Select<ImportField | ''>
        className="sales-column-field"
        listHeight={FIELD_LIST_PX}
        aria-label={`${t.meaning}: ${header}`}
        value={field ?? ''}
        options={options}
        onChange={chosen => setMapping(assignField(mapping, index, chosen || null))}
      />
      <NotationSelects
        header={header}
        field={field}
        said={mapping.notations[index] ?? {}}
        onChange={said => setMapping(setNotation(mapping, index, said))}
      />
      <ColumnStatus job={job} wizard={wizard} column={column} />
    </div>
  )
}

/** Found by its name, or a guess that a person has to confirm. */
function ColumnStatus({ job, wizard, column: { index, header, suggested } }: ColumnProps): ReactNode {
  const t = useMessages(importMessages)
  const w = useMessages(wizardMessages)
  const field = wizard.mapping.fields[index] ?? null
  if (field === null || field !== suggested) return null
  const guess = job.doubts.find(
    doubt => doubt.code === 'COLUMN_GUESSED' && doubt.field === field && doubt.column === index,
  )
  if (!guess) return <StatusTag tone="success">{t.recognised}</StatusTag>
  if (wizard.decisions[guess.id] === String(index)) return <StatusTag tone="success">{w.confirmed}</StatusTag>
  if (guess.chosenBy === 'REMEMBERED') return <StatusTag tone="info">{w.remembered}</StatusTag>
  return (
    <span className="sales-guess" title={w.guessText}>
      <StatusTag tone="warning">{w.guess}</StatusTag>
      <Button
        size="small"
        aria-label={w.confirmOf(header)}
        onClick={() => wizard.confirm(guess, String(index))}
      >
        {w.confirm}
      </Button>
    </span>
  )
}
