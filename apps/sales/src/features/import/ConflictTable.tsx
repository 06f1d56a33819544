import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { ImportDetail } from './use-import.ts'
import type { Doubt } from './use-wizard.ts'
import { wizardMessages } from './wizard.messages.ts'

type Conflict = ImportDetail['conflicts'][number]

/** The documents that share a number, side by side, below the question what to do with them. */
export function ConflictTable({ job, doubt }: { job: ImportDetail; doubt: Doubt }): ReactNode {
  const t = useMessages(wizardMessages)
  const { integer } = useFormats()
  const isInFile = doubt.code === 'NUMBER_REUSED'
  if (!isInFile && doubt.code !== 'NUMBER_CONFLICT') return null
  const shown = job.conflicts.filter(conflict => conflict.isInFile === isInFile)
  const all = doubt.facts.find(({ name }) => name === 'documents')?.value ?? String(shown.length)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box is reached by keyboard only when it can be focused
    <section className="sales-conflicts" aria-label={t.conflicts} tabIndex={0}>
      <table className="p-table">
        <caption className="sales-problems-caption">
          {t.conflictsShown(integer(shown.length), integer(Number(all)))}
        </caption>
        <thead>
          <tr>
            <th scope="col">{t.number}</th>
            <th scope="col">{isInFile ? t.first : t.here}</th>
            <th scope="col">{isInFile ? t.next : t.inFile}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(conflict => (
            <tr key={`${conflict.number} ${conflict.incoming.line}`}>
              <th scope="row">{conflict.number}</th>
              <td>
                <Version version={conflict.existing} />
              </td>
              <td>
                <Version version={conflict.incoming} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Version({ version }: { version: Conflict['existing'] }): ReactNode {
  const t = useMessages(wizardMessages)
  const { integer } = useFormats()
  const { customer, lineCount, total, line, orderId, orderedAt } = version
  return (
    <>
      <div>{orderId ? <Link to={`/orders/${orderId}`}>{orderedAt}</Link> : orderedAt}</div>
      <div>{customer ?? t.noCustomer}</div>
      <div className="sales-hint">
        {t.lines(integer(lineCount), lineCount === 1)} · {total}
        {line !== null && ` · ${t.line(integer(line))}`}
      </div>
    </>
  )
}
