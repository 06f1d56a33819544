import { ErrorState, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { orderMessages } from '../order/order.messages.ts'
import { useOrder } from '../order/use-order.ts'
import { OrderView } from './OrderView.tsx'

export function OrderPage(): ReactNode {
  const t = useMessages(orderMessages)
  const { id = '' } = useParams()
  const order = useOrder(id)
  useTabTitle(order.data?.number)
  if (order.data) return <OrderView key={id} order={order.data} onReload={() => order.refetch()} />
  return (
    <div className="p-page">
      <div className="p-card sales-pad">
        {order.isError ? (
          <ErrorState
            isPage
            error={order.error}
            onRetry={() => order.refetch()}
            isRetrying={order.isFetching}
          >
            <Link to="/orders">{t.back}</Link>
          </ErrorState>
        ) : (
          <div role="status" aria-label={t.loading}>
            <Skeleton active paragraph={{ rows: 8 }} />
          </div>
        )}
      </div>
    </div>
  )
}
