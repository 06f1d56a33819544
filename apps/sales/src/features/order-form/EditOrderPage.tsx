import { EmptyState, ErrorState, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { Skeleton } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { Link, useParams } from 'react-router'
import { type OrderDetail, useOrder } from '../order/use-order.ts'
import { OrderForm } from './OrderForm.tsx'
import { draftOf } from './order-draft.ts'
import { orderFormMessages } from './order-form.messages.ts'

export function EditOrderPage(): ReactNode {
  const t = useMessages(orderFormMessages)
  const { id = '' } = useParams()
  const order = useOrder(id)
  if (order.data) return <EditOrder order={order.data} />
  return (
    <div className="p-page">
      <div className="p-card sales-pad">
        {order.isError ? (
          <ErrorState isPage error={order.error} onRetry={() => order.refetch()}>
            <Link to="/orders">{t.back}</Link>
          </ErrorState>
        ) : (
          <Skeleton active />
        )}
      </div>
    </div>
  )
}

function EditOrder({ order }: { order: OrderDetail }): ReactNode {
  const t = useMessages(orderFormMessages)
  const initial = useMemo(() => draftOf(order), [order])
  useTabTitle(t.editTitle(order.number))
  if (!order.allowedActions.includes('EDIT')) {
    return (
      <EmptyState isPage title={t.notEditable}>
        <Link to={`/orders/${order.id}`}>{t.backToOrder}</Link>
      </EmptyState>
    )
  }
  return (
    <OrderForm key={order.version} name={`${order.id}.${order.version}`} existing={order} initial={initial} />
  )
}
