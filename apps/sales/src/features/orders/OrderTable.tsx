import { DateText, MoneyText, OrderStatusTag, useFormats, useMessages } from '@portico/shared-ui/react'
import type { MouseEvent, ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import type { OrderSort } from '../../graph/graph.generated.ts'
import { ordersMessages } from './orders.messages.ts'
import { SortHeader } from './SortHeader.tsx'
import type { OrderRow } from './use-orders.ts'

interface OrderTableProps {
  rows: OrderRow[]
  sort: OrderSort
  /** These rows belong to the page before; the right ones are on their way. */
  isStale: boolean
  onSort: (sort: OrderSort) => void
}

// Asked where it matters, so that a build without the feature drops the column with the question.

/** A table; on a narrow screen the style sheet makes each row a card. */
export function OrderTable({ rows, sort, isStale, onSort }: OrderTableProps): ReactNode {
  const t = useMessages(ordersMessages)
  return (
    <table className="p-table sales-orders" aria-busy={isStale}>
      <thead>
        <tr>
          <SortHeader field="NUMBER" label={t.number} sort={sort} onSort={onSort} />
          <SortHeader field="DATE" label={t.date} sort={sort} onSort={onSort} />
          <th scope="col">{t.customer}</th>
          <th scope="col">{t.status}</th>
          {import.meta.env.PORTICO_FEATURE_WAITING_DAYS === 'on' && <th scope="col">{t.waiting}</th>}
          <th scope="col" className="p-cell-number">
            {t.lines}
          </th>
          <SortHeader field="TOTAL" label={t.total} sort={sort} onSort={onSort} isNumber />
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <OrderTableRow key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function OrderTableRow({ row }: { row: OrderRow }): ReactNode {
  const t = useMessages(ordersMessages)
  const { integer } = useFormats()
  const navigate = useNavigate()
  const address = `/orders/${row.id}`
  return (
    <tr className="sales-row" onClick={event => isPlainClick(event) && navigate(address)}>
      <td className="sales-cell-main">
        <Link to={address} className="sales-number">
          {row.number}
        </Link>
        {row.kind === 'CREDIT_NOTE' && <span className="sales-kind">{t.CREDIT_NOTE}</span>}
      </td>
      <td className="sales-cell-date">
        <DateText instant={row.orderedAt} />
      </td>
      <td className={row.customer ? 'sales-customer' : 'sales-customer sales-faint'}>
        {row.customer?.name ?? t.counterSale}
      </td>
      <td className="sales-cell-status">
        <OrderStatusTag status={row.status} />
      </td>
      {import.meta.env.PORTICO_FEATURE_WAITING_DAYS === 'on' && <WaitingCell days={row.waitingDays} />}
      <td className="p-cell-number sales-cell-lines">{integer(row.lineCount)}</td>
      <td className="p-cell-number sales-cell-total">
        <MoneyText {...row.total} />
      </td>
    </tr>
  )
}

function WaitingCell({ days }: { days: number | null }): ReactNode {
  const t = useMessages(ordersMessages)
  const { integer } = useFormats()
  return <td className="sales-cell-waiting">{days !== null && t.waitingDays(integer(days), days === 1)}</td>
}

/** The link does its own work, and a selected text is no click. */
function isPlainClick(event: MouseEvent): boolean {
  const isOnLink = event.target instanceof Element && event.target.closest('a') !== null
  return !isOnLink && window.getSelection()?.isCollapsed !== false
}
