import { StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TableHead } from '../../ui/TableHead.tsx'
import { serviceReportMessages } from './service-report.messages.ts'

interface FigureRow {
  key: string
  /** One for each head. */
  cells: readonly ReactNode[]
  count: number
  refused: number
  failures: number
  p50Ms: number | null
  p95Ms: number | null
}

interface FigureTableProps {
  label: string
  heads: readonly string[]
  rows: readonly FigureRow[]
}

/** What was counted beside what it is of. */
export function FigureTable({ label, heads, rows }: FigureTableProps): ReactNode {
  const t = useMessages(serviceReportMessages)
  const { integer, quantity } = useFormats()
  const ms = (value: number | null) => (value === null ? t.none : t.ms(quantity(value.toFixed(1))))
  return (
    <ScrollTable label={label} isStacked>
      <TableHead labels={[...heads, t.calls, t.failed, t.refused, t.median, t.p95]} />
      <tbody>
        {rows.map(({ key, cells, count, failures, refused, p50Ms, p95Ms }) => (
          <tr key={key}>
            {cells.map((cell, at) => (
              <td key={heads[at]} data-label={heads[at]} className="con-traffic-cell">
                {cell}
              </td>
            ))}
            <td data-label={t.calls}>{integer(count)}</td>
            <td data-label={t.failed}>
              {failures > 0 ? (
                <StatusTag tone="danger">{t.partOf(integer(failures), share(failures, count))}</StatusTag>
              ) : (
                integer(0)
              )}
            </td>
            <td data-label={t.refused}>{integer(refused)}</td>
            <td data-label={t.median}>{ms(p50Ms)}</td>
            <td data-label={t.p95}>{ms(p95Ms)}</td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}

function share(part: number, whole: number): string {
  return ((part / Math.max(1, whole)) * 100).toFixed(1)
}
