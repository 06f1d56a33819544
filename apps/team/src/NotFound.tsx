import { EmptyState, useMessages } from '@portico/shared-ui/react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { teamMessages } from './common/team.messages.ts'

export function NotFound(): ReactNode {
  const t = useMessages(teamMessages)
  return (
    <div className="p-page">
      <EmptyState isPage title={t.noPage}>
        <Link to="/users">{t.toUsers}</Link>
      </EmptyState>
    </div>
  )
}
