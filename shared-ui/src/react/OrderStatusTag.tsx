import type { ReactNode } from 'react'
import { defineMessages } from '../messages/messages.ts'
import { useMessages } from './language.ts'
import { StatusTag, type Tone } from './StatusTag.tsx'

/** As the graph names them. */
type OrderStatus = 'DRAFT' | 'CONFIRMED' | 'SHIPPED' | 'CLOSED' | 'CANCELLED'

export const orderStatusMessages = defineMessages({
  en: {
    DRAFT: 'Draft',
    CONFIRMED: 'Confirmed',
    SHIPPED: 'Shipped',
    CLOSED: 'Closed',
    CANCELLED: 'Cancelled',
  },
  'zh-CN': { DRAFT: '草稿', CONFIRMED: '已确认', SHIPPED: '已发货', CLOSED: '已完成', CANCELLED: '已取消' },
})

const TONES: Record<OrderStatus, Tone> = {
  DRAFT: 'neutral',
  CONFIRMED: 'accent',
  SHIPPED: 'info',
  CLOSED: 'success',
  CANCELLED: 'danger',
}

/** The state of a sales document: the same words and tones wherever documents are listed. */
export function OrderStatusTag({ status }: { status: OrderStatus }): ReactNode {
  const t = useMessages(orderStatusMessages)
  return <StatusTag tone={TONES[status]}>{t[status]}</StatusTag>
}
