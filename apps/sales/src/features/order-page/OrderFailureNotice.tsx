import { GraphError } from '@portico/micro-app'
import { useErrorText, useFormats, useMessages } from '@portico/shared-ui/react'
import { Alert, Button } from 'antd'
import { type ReactNode, useEffect, useRef } from 'react'
import { orderMessages } from '../order/order.messages.ts'
import { isInventoryDown, isShort, type OrderFailure } from '../order/order-failure.ts'
import type { OrderDetail } from '../order/use-order.ts'

interface OrderFailureNoticeProps {
  failure: OrderFailure
  order: OrderDetail
  onRetry: () => void
  /** Confirms although stock goes below zero. */
  onAccept: () => void
  onReload: () => void
  onClose: () => void
}

/** Why the last step was refused, and what can be done about it. */
export function OrderFailureNotice(props: OrderFailureNoticeProps): ReactNode {
  const { failure, onClose } = props
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => {
    notice.current?.scrollIntoView?.({ block: 'nearest' })
  }, [])
  const { title, action } = useNotice(props)
  return (
    <div ref={notice} className="sales-notice" role="alert">
      <Alert
        role="presentation"
        showIcon
        type={isShort(failure) ? 'warning' : 'error'}
        title={title}
        description={<NoticeText {...props} />}
        action={action}
        closable={{ onClose }}
      />
    </div>
  )
}

function useNotice({ failure, onRetry, onAccept, onReload }: OrderFailureNoticeProps) {
  const t = useMessages(orderMessages)
  const retry = (
    <Button size="small" onClick={onRetry}>
      {t.retry}
    </Button>
  )
  const reload = (
    <Button size="small" onClick={onReload}>
      {t.reload}
    </Button>
  )
  const accept = (
    <Button size="small" type="primary" onClick={onAccept}>
      {t.CONFIRM_SHORT}
    </Button>
  )
  if (failure.code === 'SHORTAGE_NOT_ACCEPTED') return { title: t.belowZeroTitle, action: accept }
  if (failure.code === 'INSUFFICIENT_STOCK') return { title: t.shortTitle, action: retry }
  if (failure.code === 'VERSION_CONFLICT') return { title: t.conflictTitle, action: reload }
  if (isInventoryDown(failure)) return { title: t.downTitle, action: retry }
  return { title: t.failedTitle, action: retry }
}

function NoticeText({ failure, order }: OrderFailureNoticeProps): ReactNode {
  const t = useMessages(orderMessages)
  const textOf = useErrorText()
  if (isShort(failure)) return <Shortages failure={failure} order={order} />
  if (failure.code === 'VERSION_CONFLICT') return t.conflictText
  if (isInventoryDown(failure)) return t.downText
  return (
    <>
      {textOf(new GraphError(failure.code, ''))} <code>{failure.code}</code>
    </>
  )
}

function Shortages({ failure, order }: Pick<OrderFailureNoticeProps, 'failure' | 'order'>): ReactNode {
  const t = useMessages(orderMessages)
  const { quantity } = useFormats()
  const nameOf = (productId: string) => {
    const line = order.lines.find(({ product }) => product?.id === productId)
    return line ? `${line.product?.code ?? ''} ${line.description}` : productId
  }
  return (
    <>
      {failure.code === 'SHORTAGE_NOT_ACCEPTED' ? t.belowZeroText : t.shortText}
      <ul className="sales-shortages">
        {failure.shortages.map(shortage => (
          <li key={shortage.productId}>
            <strong>{nameOf(shortage.productId)}</strong> {t.requested} {quantity(shortage.requested)} ·{' '}
            {t.available} {quantity(shortage.available)}
          </li>
        ))}
      </ul>
    </>
  )
}
