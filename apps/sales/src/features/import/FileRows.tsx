import { useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { importMessages } from './import.messages.ts'
import type { ImportDetail } from './use-import.ts'

const SHOWN_CELLS = 12

interface FileRowsProps {
  title: string
  rows: ImportDetail['reading']['head']
  /** The line that names the columns; 0: none. */
  headerLine: number
}

/** Rows as they stand in the file, cut as it is read now. */
export function FileRows({ title, rows, headerLine }: FileRowsProps): ReactNode {
  const t = useMessages(importMessages)
  const { integer } = useFormats()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box is reached by keyboard only when it can be focused
    <section className="sales-file-rows" aria-label={title} tabIndex={0}>
      <table className="p-table">
        <caption className="sales-problems-caption">{title}</caption>
        <tbody>
          {rows.map(({ line, cells }) => (
            <tr key={line} data-header={line === headerLine}>
              <th scope="row" className="p-cell-number">
                <span className="p-hidden">{t.row} </span>
                {integer(line)}
              </th>
              {keyed(cells.slice(0, SHOWN_CELLS)).map(({ key, cell }) => (
                <td key={key}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Cells have no other name than their place. */
function keyed(cells: string[]): { key: string; cell: string }[] {
  return cells.map((cell, index) => ({ key: String(index), cell }))
}
