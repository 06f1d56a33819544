import { useShell } from '@portico/micro-app/react'
import { DateText, useMessages } from '@portico/shared-ui/react'
import { Button, Popconfirm } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { FailureAlert } from '../../common/Failure.tsx'
import { teamMessages } from '../../common/team.messages.ts'
import type { TeamUserFragment } from '../../graph/graph.generated.ts'
import { LinkModal } from '../link/LinkModal.tsx'
import { useLock, useMakeLink, useRemoveUser, useRevokeLink } from './use-user.ts'
import { userMessages } from './user.messages.ts'

export function AccessCard({ user }: { user: TeamUserFragment }): ReactNode {
  const t = useMessages(userMessages)
  return (
    <section className="p-card team-pad" aria-label={t.access}>
      <h2>{t.access}</h2>
      <LinkActions user={user} />
      <div className="team-actions">
        <LockAction user={user} />
        <RemoveAction user={user} />
      </div>
    </section>
  )
}

function LinkActions({ user }: { user: TeamUserFragment }): ReactNode {
  const t = useMessages(userMessages)
  const { notify } = useShell()
  const make = useMakeLink(user.id)
  const revoke = useRevokeLink(user.id)
  if (user.status === 'LOCKED') return null
  return (
    <>
      <FailureAlert error={make.error ?? revoke.error} />
      {user.link && (
        <p className="team-faint">
          {user.link.purpose === 'RESET' ? t.openReset : t.openInvitation}{' '}
          <DateText instant={user.link.expiresAt} hasTime />
        </p>
      )}
      <div className="team-link">
        <Button loading={make.isPending} onClick={() => make.mutate(undefined)}>
          {user.status === 'INVITED' ? t.invitation : t.reset}
        </Button>
        {user.link && (
          <Button
            loading={revoke.isPending}
            onClick={() => revoke.mutate(undefined, { onSuccess: () => notify.success(t.revoked) })}
          >
            {t.revoke}
          </Button>
        )}
      </div>
      {make.data && <LinkModal link={make.data} user={user} onClose={() => make.reset()} />}
    </>
  )
}

function LockAction({ user }: { user: TeamUserFragment }): ReactNode {
  const t = useMessages(userMessages)
  const words = useMessages(teamMessages)
  const { notify } = useShell()
  const lock = useLock(user.id)
  if (user.status === 'LOCKED') {
    const unlock = () => lock.mutate(false, { onSuccess: () => notify.success(t.unlocked) })
    return (
      <>
        <FailureAlert error={lock.error} />
        <Button onClick={unlock} loading={lock.isPending}>
          {t.unlock}
        </Button>
      </>
    )
  }
  return (
    <>
      <FailureAlert error={lock.error} />
      <Popconfirm
        title={t.lockAsk}
        description={t.lockText}
        okText={t.lock}
        cancelText={words.cancel}
        onConfirm={() => lock.mutate(true, { onSuccess: () => notify.success(t.locked) })}
      >
        <Button danger loading={lock.isPending}>
          {t.lock}
        </Button>
      </Popconfirm>
    </>
  )
}

function RemoveAction({ user }: { user: TeamUserFragment }): ReactNode {
  const t = useMessages(userMessages)
  const words = useMessages(teamMessages)
  const { notify } = useShell()
  const navigate = useNavigate()
  const remove = useRemoveUser(user.id)
  const leave = () => {
    notify.success(t.removed(user.displayName))
    navigate('/users', { replace: true })
  }
  return (
    <>
      <FailureAlert error={remove.error} />
      <Popconfirm
        title={t.removeAsk}
        description={t.removeText}
        okText={t.remove}
        cancelText={words.cancel}
        onConfirm={() => remove.mutate(undefined, { onSuccess: leave })}
      >
        <Button danger loading={remove.isPending}>
          {t.remove}
        </Button>
      </Popconfirm>
    </>
  )
}
