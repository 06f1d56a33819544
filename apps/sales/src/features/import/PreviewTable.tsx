import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { importMessages } from './import.messages.ts'
import type { ImportDetail } from './use-import.ts'
import { wizardMessages } from './wizard.messages.ts'

const SHOWN_ROWS = 8

/** Real rows of the file: each value as it will be understood, and below it as it is written where that differs. */
export function PreviewTable({ job }: { job: ImportDetail }): ReactNode {
  const t = useMessages(wizardMessages)
  const words = useMessages(importMessages)
  const { integer } = useFormats()
  const [first] = job.preview
  if (!first) return null
  const columnOf = new Map(job.mapping?.columns.map(({ field, column }) => [field, column]))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box is reached by keyboard only when it can be focused
    <section className="sales-problems" aria-label={t.preview} tabIndex={0}>
      <table className="p-table sales-preview">
        <caption className="sales-problems-caption">{t.preview}</caption>
        <thead>
          <tr>
            <th scope="col" className="p-cell-number">
              {words.row}
            </th>
            {first.values.map(({ field }) => (
              <th scope="col" key={field}>
                {words[field]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {job.preview.slice(0, SHOWN_ROWS).map(({ line, cells, values }) => (
            <tr key={line}>
              <th scope="row" className="p-cell-number">
                {integer(line)}
              </th>
              {values.map(({ field, value }) => (
                <td key={field}>
                  <Understood value={value} raw={cells[columnOf.get(field) ?? -1] ?? ''} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Understood({ value, raw }: { value: string | null; raw: string }): ReactNode {
  const t = useMessages(wizardMessages)
  if (value === raw) return value
  return (
    <>
      {value ?? (raw ? <em>{t.unreadable}</em> : '')}
      {raw && (
        <div className="sales-raw">
          <span className="p-hidden">{t.asWritten}: </span>
          {raw}
        </div>
      )}
    </>
  )
}
