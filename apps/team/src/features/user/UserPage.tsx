import { useShell } from '@portico/micro-app/react'
import { EmptyState, ErrorState, PageHeader, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { Alert, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import type { TeamUserFragment } from '../../graph/graph.generated.ts'
import { UserStatusTag } from '../users/UsersPage.tsx'
import { AccessCard } from './AccessCard.tsx'
import { FactsCard } from './FactsCard.tsx'
import { UserSessions } from './UserSessions.tsx'
import { useUser } from './use-user.ts'
import { userMessages } from './user.messages.ts'

export function UserPage(): ReactNode {
  const { id = '' } = useParams()
  const t = useMessages(userMessages)
  const user = useUser(id)
  useTabTitle(user.data?.displayName)
  if (user.isPending) return <Skeleton active className="p-page" />
  if (user.isError && user.data === undefined) {
    return (
      <ErrorState isPage error={user.error} onRetry={() => user.refetch()} isRetrying={user.isFetching} />
    )
  }
  if (!user.data) {
    return (
      <div className="p-page">
        <EmptyState isPage title={t.notFound} text={t.notFoundText}>
          <Link to="/users">{t.back}</Link>
        </EmptyState>
      </div>
    )
  }
  return <UserView key={id} user={user.data} />
}

function UserView({ user }: { user: TeamUserFragment }): ReactNode {
  const t = useMessages(userMessages)
  const { session } = useShell()
  const isOwn = session.info.user.id === user.id
  const mayWrite = session.can('people.user.write')
  return (
    <div className="p-page team-page">
      <PageHeader
        back={<Link to="/users">{t.back}</Link>}
        title={user.displayName}
        extra={<UserStatusTag status={user.status} />}
        subtitle={user.username}
      />
      {isOwn && <Alert type="info" showIcon title={t.own} />}
      {mayWrite && <FactsCard user={user} isOwn={isOwn} />}
      {mayWrite && !isOwn && <AccessCard user={user} />}
      <UserSessions user={user} mayEnd={mayWrite && !isOwn} />
      {session.can('people.audit.read') && <Link to={`/audit?user=${user.id}`}>{t.log}</Link>}
    </div>
  )
}
