import { DateText, MoneyText, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { orderMessages } from './order.messages.ts'
import type { OrderDetail } from './use-order.ts'

export function OrderFacts({ order }: { order: OrderDetail }): ReactNode {
  const t = useMessages(orderMessages)
  return (
    <dl className="p-card sales-facts">
      <Fact label={t.customer}>
        {order.customer ? (
          <>
            {order.customer.name} <span className="sales-faint">{order.customer.code}</span>
          </>
        ) : (
          <span className="sales-faint">{t.counterSale}</span>
        )}
      </Fact>
      <Fact label={t.orderedAt}>
        <DateText instant={order.orderedAt} hasTime />
      </Fact>
      {order.creditOf && (
        <Fact label={t.creditOf}>
          <Link to={`/orders/${order.creditOf.id}`}>{order.creditOf.number}</Link>
        </Fact>
      )}
      {order.note && <Fact label={t.note}>{order.note}</Fact>}
      <Fact label={t.total}>
        <strong className="sales-facts-total">
          <MoneyText {...order.total} />
        </strong>
      </Fact>
    </dl>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <div className="sales-fact">
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
