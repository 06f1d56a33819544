import {
  DateText,
  MoneyText,
  OrderStatusTag,
  ShellLink,
  StatusTag,
  useFormats,
  useMessages,
} from '@portico/shared-ui/react'
import { messages } from '../../common/messages.ts'
import { WorkbenchLastOrders, type WorkbenchLastOrdersQuery } from '../../graph/graph.generated.ts'
import { present, useGraphQuery } from '../../live/use-graph-query.ts'
import { Card } from '../card/Card.tsx'
import { Loaded } from '../card/Loaded.tsx'
import type { Month } from '../month/month.ts'

const FIRST = 8

type LastOrder = ReturnType<typeof ordersOf>[number]

export function LastOrdersCard({ month }: { month: Month }) {
  const t = useMessages(messages)
  const { month: monthName } = useFormats()
  const query = useGraphQuery(WorkbenchLastOrders, { month, first: FIRST }, { select: ordersOf })
  return (
    <Card title={t.lastOrders} actions={<ShellLink to="/sales/orders">{t.allOrders}</ShellLink>}>
      <Loaded query={query} rows={6}>
        {orders =>
          orders.length === 0 ? (
            <p className="wb-none">{t.noOrders(monthName(month))}</p>
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
    <ul className="wb-list wb-orders">
      {orders.map(order => (
        <Item key={order.id} order={order} />
      ))}
    </ul>
  )
}

/** The link covers the whole row, so a finger hits it; its name is the document's number. */
function Item({ order }: { order: LastOrder }) {
  const t = useMessages(messages)
  return (
    <li className="wb-row wb-order">
      <div className="wb-row-main">
        <div className="wb-row-line">
          <span className="wb-order-head">
            <ShellLink to={`/sales/orders/${order.id}`} className="wb-cover">
              {order.number}
            </ShellLink>
            <OrderStatusTag status={order.status} />
            {order.kind === 'CREDIT_NOTE' && <StatusTag tone="warning">{t.creditNote}</StatusTag>}
          </span>
          <MoneyText {...order.total} />
        </div>
        <div className="wb-row-note">
          <span className="wb-row-title">{order.customer?.name ?? t.counterSale}</span>
          <DateText instant={order.orderedAt} hasTime />
        </div>
      </div>
    </li>
  )
}

function ordersOf({ workbench }: WorkbenchLastOrdersQuery) {
  return present(workbench.lastOrders)
}
