import { CheckOutlined, CloseOutlined } from '@ant-design/icons'
import { orderStatusMessages, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import type { OrderStatus } from '../../graph/graph.generated.ts'
import { orderMessages } from '../order/order.messages.ts'

const STEPS: OrderStatus[] = ['DRAFT', 'CONFIRMED', 'SHIPPED', 'CLOSED']

export function OrderProgress({ status }: { status: OrderStatus }): ReactNode {
  const t = useMessages(orderMessages)
  const s = useMessages(orderStatusMessages)
  const steps: OrderStatus[] = status === 'CANCELLED' ? ['DRAFT', 'CANCELLED'] : STEPS
  const reached = steps.indexOf(status)
  return (
    <ol className="sales-progress" aria-label={t.progress}>
      {steps.map((step, index) => (
        <li
          key={step}
          className="sales-progress-step"
          data-state={index < reached ? 'done' : index === reached ? 'now' : 'ahead'}
          data-cancelled={step === 'CANCELLED'}
          aria-current={index === reached ? 'step' : undefined}
        >
          <span className="sales-progress-mark" aria-hidden>
            {markOf(step, index, index < reached || status === 'CLOSED')}
          </span>
          {s[step]}
        </li>
      ))}
    </ol>
  )
}

function markOf(step: OrderStatus, index: number, isDone: boolean): ReactNode {
  if (step === 'CANCELLED') return <CloseOutlined aria-hidden />
  return isDone ? <CheckOutlined aria-hidden /> : index + 1
}
