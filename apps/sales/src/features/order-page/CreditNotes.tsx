import { DateText, MoneyText, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { orderMessages } from '../order/order.messages.ts'
import type { OrderDetail } from '../order/use-order.ts'

/** What was credited of the order; nothing while nothing was. */
export function CreditNotes({ order }: { order: OrderDetail }): ReactNode {
  const t = useMessages(orderMessages)
  if (order.creditNotes.length === 0) return null
  return (
    <section className="p-card sales-pad" aria-labelledby="sales-credit-notes">
      <h2 id="sales-credit-notes" className="sales-section-title">
        {t.creditNotes}
      </h2>
      <ul className="sales-credit-notes">
        {order.creditNotes.map(({ id, number, orderedAt, note, total }) => (
          <li key={id}>
            <Link to={`/orders/${id}`}>{number}</Link>
            <span className="sales-faint">
              <DateText instant={orderedAt} hasTime />
            </span>
            <span className="sales-credit-reason">{note}</span>
            <MoneyText {...total} />
          </li>
        ))}
      </ul>
    </section>
  )
}
