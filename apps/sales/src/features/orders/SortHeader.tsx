import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import type { OrderSort } from '../../graph/graph.generated.ts'
import { ordersMessages } from './orders.messages.ts'

interface SortHeaderProps {
  field: 'NUMBER' | 'DATE' | 'TOTAL'
  label: string
  sort: OrderSort
  isNumber?: boolean
  onSort: (sort: OrderSort) => void
}

/** First the greatest or newest, then the other way round. */
export function SortHeader({ field, label, sort, isNumber = false, onSort }: SortHeaderProps): ReactNode {
  const t = useMessages(ordersMessages)
  const isDescending = sort === `${field}_DESC`
  const isAscending = sort === `${field}_ASC`
  const order = isDescending ? 'descending' : isAscending ? 'ascending' : 'none'
  return (
    <th scope="col" aria-sort={order} className={isNumber ? 'p-cell-number' : undefined}>
      <button
        type="button"
        className="sales-sort"
        title={t.sortedBy(label)}
        onClick={() => onSort(isDescending ? `${field}_ASC` : `${field}_DESC`)}
      >
        <span>{label}</span>
        <span className="sales-sort-icon" data-active={isDescending || isAscending} aria-hidden>
          {isAscending ? <ArrowUpOutlined aria-hidden /> : <ArrowDownOutlined aria-hidden />}
        </span>
      </button>
    </th>
  )
}
