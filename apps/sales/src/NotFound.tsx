import { defineMessages } from '@portico/shared-ui'
import { EmptyState, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

const messages = defineMessages({
  en: { title: 'There is no such page in Sales', back: 'Go to orders' },
  'zh-CN': { title: '销售中没有这个页面', back: '前往订单列表' },
})

export function NotFound(): ReactNode {
  const t = useMessages(messages)
  return (
    <div className="p-page">
      <EmptyState isPage title={t.title}>
        <Link to="/orders">{t.back}</Link>
      </EmptyState>
    </div>
  )
}
