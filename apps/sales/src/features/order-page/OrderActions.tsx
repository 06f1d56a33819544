import { useShell } from '@portico/micro-app/react'
import { useFormats, useMessages } from '@portico/shared-ui/react'
import { App, Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { CreditNoteModal } from '../credit-note/CreditNoteModal.tsx'
import { useCreateCreditNote } from '../credit-note/use-create-credit-note.ts'
import { orderMessages } from '../order/order.messages.ts'
import type { OrderDetail } from '../order/use-order.ts'
import type { OrderStep } from '../order/use-order-step.ts'

/** The steps of an order in their sequence; the first one possible is the page's main button. */
const FORWARD: OrderStep[] = ['CONFIRM', 'SHIP', 'CLOSE']

interface OrderActionsProps {
  order: OrderDetail
  isBusy: boolean
  onStep: (step: OrderStep) => void
}

export function OrderActions({ order, isBusy, onStep }: OrderActionsProps): ReactNode {
  const t = useMessages(orderMessages)
  const { session } = useShell()
  const navigate = useNavigate()
  const { modal } = App.useApp()
  const { integer } = useFormats()
  const [isCrediting, setCrediting] = useState(false)
  // Here, because it outlives the dialog: closed and opened again while it is under way, it is still the same attempt.
  const credit = useCreateCreditNote(order.id)
  if (!session.can('sales.order.write')) return null

  const allowed = new Set<string>(order.allowedActions)
  const askToCancel = () =>
    modal.confirm({
      title: t.cancelTitle,
      content: t.cancelText,
      okText: t.cancelYes,
      okButtonProps: { danger: true },
      cancelText: t.cancelNo,
      onOk: () => onStep('CANCEL'),
    })
  const askToShip = () =>
    modal.confirm({
      title: t.shipTitle,
      content: t.shipText(integer(order.lines.length), order.lines.length === 1),
      okText: t.shipYes,
      cancelText: t.shipNo,
      onOk: () => onStep('SHIP'),
    })
  return (
    <>
      {allowed.has('CANCEL') && (
        <Button danger type="text" disabled={isBusy} onClick={askToCancel}>
          {t.CANCEL}
        </Button>
      )}
      {allowed.has('EDIT') && (
        <Button disabled={isBusy} onClick={() => navigate(`/orders/${order.id}/edit`)}>
          {t.EDIT}
        </Button>
      )}
      {allowed.has('UNDO_SHIPMENT') && (
        <Button type="text" disabled={isBusy} onClick={() => onStep('UNDO_SHIPMENT')}>
          {t.UNDO_SHIPMENT}
        </Button>
      )}
      {allowed.has('CREDIT') && (
        <Button disabled={isBusy} onClick={() => setCrediting(true)}>
          {t.CREDIT}
        </Button>
      )}
      {FORWARD.filter(step => allowed.has(step)).map(step => (
        <Button
          key={step}
          type="primary"
          loading={isBusy}
          onClick={() => (step === 'SHIP' ? askToShip() : onStep(step))}
        >
          {t[step]}
        </Button>
      ))}
      {isCrediting && <CreditNoteModal order={order} create={credit} onClose={() => setCrediting(false)} />}
    </>
  )
}
