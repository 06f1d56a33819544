import { SearchOutlined } from '@ant-design/icons'
import {
  ClearableInput,
  orderStatusMessages,
  SearchMultiSelect,
  useMessages,
  useSettledText,
} from '@portico/shared-ui/react'
import { Button, Select } from 'antd'
import type { ReactNode } from 'react'
import type { OrderKind } from '../../graph/graph.generated.ts'
import { CustomerFilter } from './CustomerFilter.tsx'
import { isFiltered, ORDER_STATUSES, type OrderView } from './order-filter.ts'
import { ordersMessages } from './orders.messages.ts'
import { PeriodFilter } from './PeriodFilter.tsx'

const SEARCH_DELAY_MS = 300

interface OrderFiltersProps {
  view: OrderView
  onChange: (patch: Partial<OrderView>, options?: { replace?: boolean }) => void
}

export function OrderFilters({ view, onChange }: OrderFiltersProps): ReactNode {
  const t = useMessages(ordersMessages)
  const s = useMessages(orderStatusMessages)
  return (
    <search className="sales-filters">
      <SearchBox value={view.search} onSettled={search => onChange({ search }, { replace: true })} />
      <SearchMultiSelect
        allowClear
        maxTagCount="responsive"
        className="sales-filter-status"
        aria-label={t.status}
        placeholder={t.status}
        value={view.status}
        options={ORDER_STATUSES.map(status => ({ value: status, label: s[status] }))}
        onChange={status => onChange({ status: ORDER_STATUSES.filter(known => status.includes(known)) })}
      />
      <Select<OrderKind | ''>
        className="sales-filter-kind"
        aria-label={t.kind}
        value={view.kind ?? ''}
        options={[
          { value: '', label: t.anyKind },
          { value: 'ORDER', label: t.orders },
          { value: 'CREDIT_NOTE', label: t.creditNotes },
        ]}
        onChange={kind => onChange({ kind: kind || null })}
      />
      <CustomerFilter
        value={view.customerId}
        onChange={(customerId, options) => onChange({ customerId }, options)}
      />
      <PeriodFilter range={view} onChange={range => onChange(range)} />
      {isFiltered(view) && (
        <Button type="link" onClick={() => onChange(CLEARED)}>
          {t.clear}
        </Button>
      )}
    </search>
  )
}

const CLEARED = { search: '', kind: null, status: [], customerId: '', from: '', to: '' }

/** Keeps what is being typed; the URL follows when it has settled, and leads when the user goes back. */
function SearchBox({ value, onSettled }: { value: string; onSettled: (value: string) => void }): ReactNode {
  const t = useMessages(ordersMessages)
  const [typed, setTyped] = useSettledText(value, SEARCH_DELAY_MS, onSettled)
  return (
    <ClearableInput
      type="search"
      className="sales-filter-search"
      prefix={<SearchOutlined aria-hidden />}
      aria-label={t.search}
      placeholder={t.search}
      value={typed}
      onChange={event => setTyped(event.target.value)}
    />
  )
}
