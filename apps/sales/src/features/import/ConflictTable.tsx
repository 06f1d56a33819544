import { useFormats, useMessages } from '@portico/shared-ui/react'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useChoiceText } from './use-finding-text.ts'
import type { ImportDetail } from './use-import.ts'
import type { Doubt, Wizard } from './use-wizard.ts'
import { wizardMessages } from './wizard.messages.ts'

type Conflict = ImportDetail['conflicts'][number]

interface ConflictTableProps {
  job: ImportDetail
  doubt: Doubt
  wizard: Wizard
}

/** The documents that share a number, side by side, below the question what to do with them. */
export function ConflictTable({ job, doubt, wizard }: ConflictTableProps): ReactNode {
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
            <th scope="col">{t.decided}</th>
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
              <td>
                <OwnChoice conflict={conflict} doubt={doubt} wizard={wizard} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const AS_ALL = ''

/** What becomes of this number alone. */
function OwnChoice({
  conflict,
  doubt,
  wizard,
}: Omit<ConflictTableProps, 'job'> & { conflict: Conflict }): ReactNode {
  const t = useMessages(wizardMessages)
  const textOf = useChoiceText()
  const { id, number, choice } = conflict
  const options = [
    { value: AS_ALL, label: t.asAll },
    ...doubt.choices.map(offered => ({ value: offered.id, label: textOf(doubt, offered) })),
  ]
  return (
    <Select
      aria-label={t.decidedFor(number)}
      className="sales-own-choice"
      value={choice ?? AS_ALL}
      options={options}
      popupMatchSelectWidth={false}
      disabled={wizard.command.isPending}
      onChange={chosen => wizard.decideOne(id, chosen === AS_ALL ? null : chosen)}
    />
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
