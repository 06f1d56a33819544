import { defineMessages } from '@portico/shared-ui'
import { EmptyState, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

const messages = defineMessages({
  en: { title: 'There is no such page in the console', back: 'Go to releases' },
  'zh-CN': { title: '控制台中没有这个页面', back: '前往发布列表' },
})

export function NotFound(): ReactNode {
  const t = useMessages(messages)
  return (
    <div className="p-page">
      <EmptyState isPage title={t.title}>
        <Link to="/releases">{t.back}</Link>
      </EmptyState>
    </div>
  )
}
