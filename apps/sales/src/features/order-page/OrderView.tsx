import { ArrowLeftOutlined } from '@ant-design/icons'
import { Slot } from '@portico/micro-app/react'
import { OrderStatusTag, PageHeader, StatusTag, useMessages } from '@portico/shared-ui/react'
import { type ReactNode, useRef, useState } from 'react'
import { Link, useLocation } from 'react-router'
import { orderMessages } from '../order/order.messages.ts'
import { findFailure, type OrderFailure, orderFailure } from '../order/order-failure.ts'
import { type OrderDetail, useOrderStock } from '../order/use-order.ts'
import { type OrderStep, useOrderStep } from '../order/use-order-step.ts'
import { CreditNotes } from './CreditNotes.tsx'
import { OrderActions } from './OrderActions.tsx'
import { OrderActivity } from './OrderActivity.tsx'
import { OrderFacts } from './OrderFacts.tsx'
import { OrderFailureNotice } from './OrderFailureNotice.tsx'
import { OrderLines } from './OrderLines.tsx'
import { OrderProgress } from './OrderProgress.tsx'
import './order.css'

interface OrderViewProps {
  order: OrderDetail
  onReload: () => void
}

export function OrderView({ order, onReload }: OrderViewProps): ReactNode {
  const t = useMessages(orderMessages)
  const location = useLocation()
  const stock = useOrderStock(order)
  const step = useOrderStep()
  const page = useRef<HTMLDivElement>(null)
  // "Save and confirm" saves first and lands here with what kept it from being confirmed.
  const [failure, setFailure] = useState<OrderFailure | null>(() => findFailure(location.state))
  const [lastStep, setLastStep] = useState<OrderStep>('CONFIRM')

  const take = (wanted: OrderStep) => {
    setFailure(null)
    setLastStep(wanted)
    step.mutate(
      { order, step: wanted },
      {
        onSuccess: () => {
          // The button that was pressed goes with the step, and would take the focus along.
          page.current?.querySelector('h1')?.focus()
        },
        onError: error => setFailure(orderFailure(error)),
      },
    )
  }
  const reload = () => {
    setFailure(null)
    onReload()
  }
  return (
    <div className="p-page sales-order" ref={page}>
      <PageHeader
        back={
          <Link to="/orders">
            <ArrowLeftOutlined aria-hidden /> {t.back}
          </Link>
        }
        title={order.kind === 'CREDIT_NOTE' ? t.creditNote(order.number) : t.order(order.number)}
        extra={
          <>
            <OrderStatusTag status={order.status} />
            {order.isImported && <StatusTag tone="neutral">{t.imported}</StatusTag>}
          </>
        }
        actions={<OrderActions order={order} isBusy={step.isPending} onStep={take} />}
      />
      {failure && (
        <OrderFailureNotice
          failure={failure}
          order={order}
          onRetry={() => take(lastStep)}
          onAccept={() => take('CONFIRM_SHORT')}
          onReload={reload}
          onClose={() => setFailure(null)}
        />
      )}
      {order.kind === 'ORDER' && <OrderProgress status={order.status} />}
      <OrderFacts order={order} />
      <OrderLines order={order} stock={stock} />
      {order.kind === 'ORDER' && (
        <Slot
          name="order.panel"
          context={{ orderId: order.id, version: order.version }}
          className="sales-panels"
        />
      )}
      <CreditNotes order={order} />
      <OrderActivity order={order} />
    </div>
  )
}
