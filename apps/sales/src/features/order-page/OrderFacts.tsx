import { useShell } from '@portico/micro-app/react'
import { DateText, MoneyText, ShellLink, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { orderMessages } from '../order/order.messages.ts'
import { ORDER_TEXTS, orderTextMessages } from '../order/order-texts.ts'
import type { OrderDetail } from '../order/use-order.ts'

export function OrderFacts({ order }: { order: OrderDetail }): ReactNode {
  const t = useMessages(orderMessages)
  const texts = useMessages(orderTextMessages)
  return (
    <dl className="p-card sales-facts">
      <Fact label={t.customer}>
        {order.customer ? (
          <>
            {order.customer.name} <span className="sales-faint">{order.customer.code}</span>
            <Reach customer={order.customer} />
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
      <Movements order={order} />
      {ORDER_TEXTS.map(
        name =>
          order[name] && (
            <Fact key={name} label={texts[name]}>
              {order[name]}
            </Fact>
          ),
      )}
      <Fact label={t.total}>
        <strong className="sales-facts-total">
          <MoneyText {...order.total} />
        </strong>
      </Fact>
    </dl>
  )
}

/** Where the customer is reached. */
function Reach({ customer }: { customer: NonNullable<OrderDetail['customer']> }): ReactNode {
  const t = useMessages(orderMessages)
  const { address, country, phone, email } = customer
  const place = [address, country].filter(Boolean).join('\n')
  return (
    <address className="sales-reach">
      {place && <span className="sales-address">{place}</span>}
      {phone && (
        <a href={`tel:${phone.replace(/[^+\d]/g, '')}`} aria-label={`${t.phone} ${phone}`}>
          {phone}
        </a>
      )}
      {email && <a href={`mailto:${email}`}>{email}</a>}
    </address>
  )
}

/** What moved in the stock because of this document. Drafts and documents of files moved nothing. */
function Movements({ order }: { order: OrderDetail }): ReactNode {
  const t = useMessages(orderMessages)
  const { session } = useShell()
  if (order.isImported || order.status === 'DRAFT' || !session.can('inventory.stock.read')) return null
  return (
    <Fact label={t.movements}>
      <ShellLink to={`/inventory/movements?reference=${encodeURIComponent(order.number)}`}>
        {t.showMovements}
      </ShellLink>
    </Fact>
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
