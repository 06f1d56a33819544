import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { importMessages } from './import.messages.ts'
import type { ImportDetail } from './use-import.ts'
import { useProblemText } from './use-import-error-text.ts'

interface ProblemTableProps {
  problems: ImportDetail['problems']
  /** Of all rows, not only the ones shown. */
  count: number
}

export function ProblemTable({ problems, count }: ProblemTableProps): ReactNode {
  const t = useMessages(importMessages)
  const textOf = useProblemText()
  const { integer } = useFormats()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box is reached by keyboard only when it can be focused
    <section className="sales-problems" aria-label={t.rowsBad} tabIndex={0}>
      <table className="p-table">
        <caption className="sales-problems-caption">
          {t.firstProblems(integer(problems.length), integer(count))}
        </caption>
        <thead>
          <tr>
            <th scope="col" className="p-cell-number">
              {t.row}
            </th>
            <th scope="col">{t.field}</th>
            <th scope="col">{t.problem}</th>
            <th scope="col">{t.value}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map(problem => (
            <tr key={`${problem.row}-${problem.field}-${problem.code}`}>
              <td className="p-cell-number">{integer(problem.row)}</td>
              <td>{problem.field && t[problem.field]}</td>
              <td>{textOf(problem)}</td>
              <td>
                <code className="sales-value">{problem.value}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
