import { EmptyState, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { messages } from './common/messages.ts'

export function NotFound(): ReactNode {
  const t = useMessages(messages)
  return (
    <div className="p-page">
      <EmptyState isPage title={t.noSuchPage}>
        <Link to="/products">{t.toProducts}</Link>
      </EmptyState>
    </div>
  )
}
