import { StatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ScrollTable } from '../../ui/ScrollTable.tsx'
import { TableHead } from '../../ui/TableHead.tsx'
import { trafficMessages } from './traffic.messages.ts'

interface TrafficRow {
  key: string
  cells: ReactNode[]
  count: number
  failures: number
  p95Ms: number
  traceId: string
}

interface TrafficTableProps {
  label: string
  /** Of the cells; those of the figures follow. */
  heads: string[]
  rows: TrafficRow[]
}

/** Figures beside what they are of, with a trace to look at. */
export function TrafficTable({ label, heads, rows }: TrafficTableProps): ReactNode {
  const t = useMessages(trafficMessages)
  const { integer, quantity } = useFormats()
  return (
    <ScrollTable label={label} isStacked>
      <TableHead labels={[...heads, t.count, t.failed, t.p95, t.example]} />
      <tbody>
        {rows.map(({ key, cells, count, failures, p95Ms, traceId }) => (
          <tr key={key}>
            {cells.map((cell, at) => (
              <td key={heads[at]} data-label={heads[at]} className="con-traffic-cell">
                {cell}
              </td>
            ))}
            <td data-label={t.count}>{integer(count)}</td>
            <td data-label={t.failed}>
              {failures > 0 ? <StatusTag tone="danger">{integer(failures)}</StatusTag> : integer(0)}
            </td>
            <td data-label={t.p95}>{t.ms(quantity(p95Ms.toFixed(1)))}</td>
            <td data-label={t.example}>
              <Link to={`/traces/${traceId}`}>{t.open}</Link>
            </td>
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  )
}
