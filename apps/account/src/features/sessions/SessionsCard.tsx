import { DateText, ErrorState, StatusTag, useErrorText, useMessages } from '@portico/shared-ui/react'
import { Alert, Button, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { accountMessages } from '../../common/account.messages.ts'
import type { AccountSessionsQuery } from '../../graph/graph.generated.ts'
import { useEndSession, useSessions } from './use-sessions.ts'

type OwnSession = AccountSessionsQuery['ownSessions'][number]

export function SessionsCard(): ReactNode {
  const t = useMessages(accountMessages)
  const textOf = useErrorText()
  const sessions = useSessions()
  const end = useEndSession()
  const hasOthers = sessions.data?.some(({ isOwn }) => !isOwn) ?? false
  return (
    <section className="p-card account-card" aria-labelledby="account-sessions">
      <h2 id="account-sessions">{t.sessions}</h2>
      <p className="account-hint">{t.sessionsHint}</p>
      {end.isError && <Alert type="error" showIcon title={textOf(end.error)} role="alert" />}
      {sessions.isPending && <Skeleton active title={false} aria-label={t.loading} />}
      {sessions.isError && !sessions.data && (
        <ErrorState
          error={sessions.error}
          onRetry={() => sessions.refetch()}
          isRetrying={sessions.isFetching}
        />
      )}
      {sessions.data && (
        <ul className="account-sessions">
          {sessions.data.map(session => (
            <SessionRow
              key={session.id}
              session={session}
              isEnding={end.isPending && end.variables === session.id}
              onEnd={() => end.mutate(session.id)}
            />
          ))}
        </ul>
      )}
      {hasOthers && (
        <Button danger onClick={() => end.mutate(null)} loading={end.isPending && end.variables === null}>
          {t.endOthers}
        </Button>
      )}
    </section>
  )
}

interface SessionRowProps {
  session: OwnSession
  isEnding: boolean
  onEnd: () => void
}

function SessionRow({ session, isEnding, onEnd }: SessionRowProps): ReactNode {
  const t = useMessages(accountMessages)
  const { browser, system, address, createdAt, seenAt, isOwn } = session
  const name = browser && system ? t.on(browser, system) : (browser ?? system ?? t.unknownBrowser)
  return (
    <li className="account-session">
      <div>
        <strong>{name}</strong>
        {isOwn && <StatusTag tone="success">{t.thisOne}</StatusTag>}
        <p>
          {t.from} {address} · {t.since} <DateText instant={createdAt} hasTime /> · {t.seen}{' '}
          <DateText instant={seenAt} hasTime />
        </p>
      </div>
      {!isOwn && (
        <Button
          size="small"
          loading={isEnding}
          onClick={onEnd}
          aria-label={t.endNamed(`${name}, ${address}`)}
        >
          {t.end}
        </Button>
      )}
    </li>
  )
}
