import { PlusOutlined, UploadOutlined } from '@ant-design/icons'
import { useShell } from '@portico/micro-app/react'
import {
  EmptyState,
  ErrorState,
  PageHeader,
  useAddressView,
  useMessages,
  useRefusedQuestion,
  useTabTitle,
} from '@portico/shared-ui/react'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { OrderExport } from './OrderExport.tsx'
import { OrderFilters } from './OrderFilters.tsx'
import { OrderPager } from './OrderPager.tsx'
import { OrderSkeleton } from './OrderSkeleton.tsx'
import { OrderSummary } from './OrderSummary.tsx'
import { OrderTable } from './OrderTable.tsx'
import { DEFAULT_VIEW, formatView, isFiltered, type OrderView, parseView } from './order-filter.ts'
import { ordersMessages } from './orders.messages.ts'
import { useOrders } from './use-orders.ts'
import './orders.css'

export function OrderList(): ReactNode {
  const t = useMessages(ordersMessages)
  const { view, change, openNext, openPrevious } = useAddressView(parseView, formatView)
  const orders = useOrders(view)
  useTabTitle(t.title)
  useRefusedQuestion(orders.error, () => {
    if (view.after !== '') change({}, { replace: true })
    else if (isFiltered(view)) change({ ...DEFAULT_VIEW, sort: view.sort }, { replace: true })
  })
  return (
    <div className="p-page">
      <PageHeader
        title={t.title}
        subtitle={<OrderSummary page={orders.data} />}
        actions={
          <>
            <OrderExport view={view} page={orders.data} />
            <OrderListActions />
          </>
        }
      />
      <section className="p-card">
        <OrderFilters view={view} onChange={change} />
        {orders.isError && !orders.data && (
          <ErrorState error={orders.error} onRetry={() => orders.refetch()} isRetrying={orders.isFetching} />
        )}
        {orders.isPending && <OrderSkeleton />}
        {orders.data?.nodes.length === 0 && (
          <NothingToShow view={view} onClear={() => change({ ...DEFAULT_VIEW, sort: view.sort })} />
        )}
        {orders.data && orders.data.nodes.length > 0 && (
          <>
            <OrderTable
              rows={orders.data.nodes}
              sort={view.sort}
              isStale={orders.isPlaceholderData}
              onSort={sort => change({ sort })}
            />
            <OrderPager
              view={view}
              pageInfo={orders.data.pageInfo}
              isBusy={orders.isPlaceholderData}
              onPageSize={pageSize => change({ pageSize })}
              onNext={openNext}
              onPrevious={openPrevious}
            />
          </>
        )}
      </section>
    </div>
  )
}

function OrderListActions(): ReactNode {
  const t = useMessages(ordersMessages)
  const navigate = useNavigate()
  const { session } = useShell()
  return (
    <>
      {session.can('sales.order.import') && (
        <Button icon={<UploadOutlined aria-hidden />} onClick={() => navigate('/import')}>
          {t.import}
        </Button>
      )}
      {session.can('sales.order.write') && (
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => navigate('/orders/new')}>
          {t.newOrder}
        </Button>
      )}
    </>
  )
}

function NothingToShow({ view, onClear }: { view: OrderView; onClear: () => void }): ReactNode {
  const t = useMessages(ordersMessages)
  if (!isFiltered(view) && view.after === '') {
    return (
      <EmptyState title={t.emptyTitle} text={t.emptyText}>
        <OrderListActions />
      </EmptyState>
    )
  }
  return (
    <EmptyState title={t.nothingTitle} text={t.nothingText}>
      <Button onClick={onClear}>{t.clear}</Button>
    </EmptyState>
  )
}
