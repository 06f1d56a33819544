import { useSlotContext } from '@portico/micro-app/react'
import {
  Card,
  DateText,
  Loaded,
  MoneyText,
  OrderStatusTag,
  present,
  ShellLink,
  StatusTag,
  useFormats,
  useGraphQuery,
  useLiveRefresh,
  useMessages,
} from '@portico/shared-ui/react'
import { SalesLatestDocuments, type SalesLatestDocumentsQuery } from '../../../graph/graph.generated.ts'
import { latestDocumentsMessages } from './latest-documents.messages.ts'
import './latest-documents.css'

const FIRST = 8

type LastOrder = ReturnType<typeof ordersOf>[number]

const REFRESHING = ['sales.order.changed', 'sales.import.finished'] as const

/** A contribution to `workbench.card`. */
export function LatestDocumentsCard() {
  const t = useMessages(latestDocumentsMessages)
  const { month: monthName } = useFormats()
  const { month } = useSlotContext('workbench.card')
  useLiveRefresh(REFRESHING)
  const query = useGraphQuery(SalesLatestDocuments, { month, first: FIRST }, { select: ordersOf })
  return (
    <Card title={t.lastOrders} actions={<ShellLink to="/sales/orders">{t.allOrders}</ShellLink>}>
      <Loaded query={query} rows={6}>
        {orders =>
          orders.length === 0 ? (
            <p className="p-card-none">{t.noOrders(monthName(month))}</p>
          ) : (
            <Orders orders={orders} />
          )
        }
      </Loaded>
    </Card>
  )
}

function Orders({ orders }: { orders: LastOrder[] }) {
  return (
    <ul className="p-rows">
      {orders.map(order => (
        <Item key={order.id} order={order} />
      ))}
    </ul>
  )
}

/** The link covers the whole row, so a finger hits it; its name is the document's number. */
function Item({ order }: { order: LastOrder }) {
  const t = useMessages(latestDocumentsMessages)
  return (
    <li className="p-row">
      <div className="p-row-main">
        <div className="p-row-line">
          <span className="sales-document-head">
            <ShellLink to={`/sales/orders/${order.id}`} className="p-row-cover">
              {order.number}
            </ShellLink>
            <OrderStatusTag status={order.status} />
            {order.kind === 'CREDIT_NOTE' && <StatusTag tone="warning">{t.creditNote}</StatusTag>}
          </span>
          <MoneyText {...order.total} />
        </div>
        <div className="p-row-note">
          <span className="p-row-title">{order.customer?.name ?? t.counterSale}</span>
          <DateText instant={order.orderedAt} hasTime />
        </div>
      </div>
    </li>
  )
}

function ordersOf({ workbench }: SalesLatestDocumentsQuery) {
  return present(workbench.lastOrders)
}
