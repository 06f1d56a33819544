import { useShell } from '@portico/micro-app/react'
import { DateText, ErrorState, useMessages } from '@portico/shared-ui/react'
import { Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { FailureAlert } from '../../common/Failure.tsx'
import type { TeamUserFragment, TeamUserSessionsQuery } from '../../graph/graph.generated.ts'
import { useEndSessions, useUserSessions } from './use-user.ts'
import { userMessages } from './user.messages.ts'

type Session = TeamUserSessionsQuery['userSessions'][number]

export function UserSessions({ user, mayEnd }: { user: TeamUserFragment; mayEnd: boolean }): ReactNode {
  const t = useMessages(userMessages)
  const { notify } = useShell()
  const sessions = useUserSessions(user.id)
  const end = useEndSessions(user.id)
  const endOne = (id: string | null) =>
    end.mutate(id, { onSuccess: ({ ended }) => notify.success(t.ended(ended)) })
  return (
    <section className="p-card team-pad" aria-label={t.sessions}>
      <h2>{t.sessions}</h2>
      <FailureAlert error={end.error} />
      {sessions.isPending && <Skeleton active title={false} />}
      {sessions.isError && !sessions.data && (
        <ErrorState
          error={sessions.error}
          onRetry={() => sessions.refetch()}
          isRetrying={sessions.isFetching}
        />
      )}
      {sessions.data?.length === 0 && <p className="team-faint">{t.noSessions}</p>}
      {sessions.data && sessions.data.length > 0 && (
        <ul className="team-rows">
          {sessions.data.map(session => (
            <SessionRow key={session.id} session={session} onEnd={mayEnd ? () => endOne(session.id) : null} />
          ))}
        </ul>
      )}
      {mayEnd && sessions.data && sessions.data.length > 0 && (
        <Button danger loading={end.isPending && end.variables === null} onClick={() => endOne(null)}>
          {t.endAll}
        </Button>
      )}
    </section>
  )
}

function SessionRow({ session, onEnd }: { session: Session; onEnd: (() => void) | null }): ReactNode {
  const t = useMessages(userMessages)
  const { browser, system, address, seenAt } = session
  const name = browser && system ? t.on(browser, system) : (browser ?? system ?? t.unknownBrowser)
  return (
    <li className="team-row">
      <div>
        <strong>{name}</strong>
        <p>
          {address} · {t.seen} <DateText instant={seenAt} hasTime />
        </p>
      </div>
      {onEnd && (
        <Button size="small" onClick={onEnd} aria-label={t.endNamed(`${name}, ${address}`)}>
          {t.end}
        </Button>
      )}
    </li>
  )
}
