import { useShell } from '@portico/micro-app/react'
import {
  ClearableInput,
  DateText,
  EmptyState,
  ErrorState,
  PageHeader,
  StatusTag,
  useMessages,
  useSettledText,
  useTabTitle,
} from '@portico/shared-ui/react'
import { Button, Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import { ListExport } from '../../common/ListExport.tsx'
import { MorePages } from '../../common/MorePages.tsx'
import { ScrollTable } from '../../common/ScrollTable.tsx'
import { statusMessages, teamMessages } from '../../common/team.messages.ts'
import type { TeamUserFragment } from '../../graph/graph.generated.ts'
import { useRoleName } from '../roles/use-roles.ts'
import { InviteModal } from './InviteModal.tsx'
import { useUsers } from './use-users.ts'
import { usersMessages } from './users.messages.ts'

const SETTLE_MS = 300

export function UsersPage(): ReactNode {
  const t = useMessages(usersMessages)
  const { session } = useShell()
  const [search, setSearch] = useState('')
  const [isInviting, setInviting] = useState(false)
  const total = useUsers(search).data?.pages[0]?.totalCount
  useTabTitle(t.title)
  return (
    <div className="p-page">
      <PageHeader
        title={t.title}
        subtitle={t.subtitle}
        actions={
          <>
            <ListExport path="/api/exports/users" filter={{ search }} total={total} />
            {session.can('people.user.write') && (
              <Button type="primary" onClick={() => setInviting(true)}>
                {t.invite}
              </Button>
            )}
          </>
        }
      />
      <div className="p-card">
        <UserSearch value={search} onSettled={setSearch} />
        <UserList search={search} onClear={() => setSearch('')} />
      </div>
      {isInviting && <InviteModal onClose={() => setInviting(false)} />}
    </div>
  )
}

function UserSearch({ value, onSettled }: { value: string; onSettled: (text: string) => void }): ReactNode {
  const t = useMessages(usersMessages)
  const [typed, setTyped] = useSettledText(value, SETTLE_MS, onSettled)
  return (
    <div className="team-filters">
      <ClearableInput
        type="search"
        aria-label={t.search}
        placeholder={t.search}
        value={typed}
        onChange={event => setTyped(event.target.value)}
      />
    </div>
  )
}

function UserList({ search, onClear }: { search: string; onClear: () => void }): ReactNode {
  const t = useMessages(usersMessages)
  const users = useUsers(search)
  if (users.isPending) return <Skeleton active className="team-pad" title={false} />
  if (users.isError && !users.data) {
    return <ErrorState error={users.error} onRetry={() => users.refetch()} isRetrying={users.isFetching} />
  }
  const rows = users.data?.pages.flatMap(page => page.nodes) ?? []
  const total = users.data?.pages[0]?.totalCount ?? rows.length
  if (rows.length === 0) {
    return (
      <EmptyState title={t.nothing}>
        <Button onClick={onClear}>{t.clear}</Button>
      </EmptyState>
    )
  }
  return (
    <>
      <UserTable rows={rows} />
      <MorePages {...users} shown={rows.length} total={total} />
    </>
  )
}

function UserTable({ rows }: { rows: TeamUserFragment[] }): ReactNode {
  const t = useMessages(usersMessages)
  const words = useMessages(teamMessages)
  const roleName = useRoleName()
  const columns = [words.displayName, words.username, words.role, words.status, t.lastLogin]
  return (
    <ScrollTable label={t.title} columns={columns}>
      {rows.map(({ id, displayName, username, role, status, lastLoginAt }) => (
        <tr key={id}>
          <td>
            <Link to={`/users/${id}`}>{displayName}</Link>
          </td>
          <td>{username}</td>
          <td>{roleName(role)}</td>
          <td>
            <UserStatusTag status={status} />
          </td>
          <td>{lastLoginAt ? <DateText instant={lastLoginAt} hasTime /> : t.never}</td>
        </tr>
      ))}
    </ScrollTable>
  )
}

const TONES = { ACTIVE: 'success', INVITED: 'info', LOCKED: 'danger' } as const

export function UserStatusTag({ status }: { status: keyof typeof TONES }): ReactNode {
  const words = useMessages(statusMessages)
  return <StatusTag tone={TONES[status]}>{words[status]}</StatusTag>
}
