import { defineMessages } from '@portico/shared-ui'
import { StatusTag, type Tone, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import type { OrderStatus } from '../../graph.generated.ts'

export const statusMessages = defineMessages({
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

export function OrderStatusTag({ status }: { status: OrderStatus }): ReactNode {
  const t = useMessages(statusMessages)
  return <StatusTag tone={TONES[status]}>{t[status]}</StatusTag>
}
