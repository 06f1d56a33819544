import { useShell } from '@portico/micro-app/react'
import { ErrorState, PageHeader, StatusTag, useMessages, useTabTitle } from '@portico/shared-ui/react'
import { Button, Popconfirm, Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import { FailureAlert } from '../../common/Failure.tsx'
import { ListExport } from '../../common/ListExport.tsx'
import { teamMessages } from '../../common/team.messages.ts'
import type { TeamRoleFragment } from '../../graph/graph.generated.ts'
import { RoleModal } from './RoleModal.tsx'
import { rolesMessages } from './roles.messages.ts'
import { usePermissionName } from './use-permission-name.ts'
import { useRemoveRole, useRoleName, useRoles } from './use-roles.ts'

type Editing = { role: TeamRoleFragment | null }

export function RolesPage(): ReactNode {
  const t = useMessages(rolesMessages)
  const { session } = useShell()
  const roles = useRoles()
  const [editing, setEditing] = useState<Editing | null>(null)
  useTabTitle(t.title)
  const permissionName = usePermissionName(roles.data?.added)
  const mayWrite = session.can('people.role.write')
  return (
    <div className="p-page team-page">
      <PageHeader
        title={t.title}
        subtitle={t.subtitle}
        actions={
          <>
            <ListExport path="/api/exports/roles" total={roles.data?.items.length} />
            {mayWrite && (
              <Button type="primary" onClick={() => setEditing({ role: null })}>
                {t.create}
              </Button>
            )}
          </>
        }
      />
      <section className="p-card team-pad" aria-label={t.title}>
        {roles.isPending && <Skeleton active title={false} />}
        {roles.isError && !roles.data && (
          <ErrorState error={roles.error} onRetry={() => roles.refetch()} isRetrying={roles.isFetching} />
        )}
        <ul className="team-rows">
          {roles.data?.items.map(role => (
            <RoleRow
              key={role.id}
              role={role}
              permissionName={permissionName}
              mayWrite={mayWrite}
              onEdit={() => setEditing({ role })}
            />
          ))}
        </ul>
      </section>
      {editing && roles.data && (
        <RoleModal role={editing.role} roles={roles.data} onClose={() => setEditing(null)} />
      )}
    </div>
  )
}

interface RoleRowProps {
  role: TeamRoleFragment
  permissionName: (permission: string) => string
  mayWrite: boolean
  onEdit: () => void
}

function RoleRow({ role, permissionName, mayWrite, onEdit }: RoleRowProps): ReactNode {
  const t = useMessages(rolesMessages)
  const roleName = useRoleName()
  const name = roleName(role.id)
  const may = role.permissions.map(permissionName).join(' · ')
  return (
    <li className="team-row">
      <div>
        <strong>{name}</strong>
        {role.isBuiltIn && <StatusTag tone="neutral">{t.isBuiltIn}</StatusTag>}
        <p>{may || t.nothing}</p>
      </div>
      {mayWrite && !role.isBuiltIn && <RoleActions role={role} name={name} onEdit={onEdit} />}
    </li>
  )
}

interface RoleActionsProps {
  role: TeamRoleFragment
  name: string
  onEdit: () => void
}

function RoleActions({ role, name, onEdit }: RoleActionsProps): ReactNode {
  const t = useMessages(rolesMessages)
  const words = useMessages(teamMessages)
  const remove = useRemoveRole()
  return (
    <div>
      <div className="team-actions">
        <Button size="small" onClick={onEdit} aria-label={t.editNamed(name)}>
          {t.edit}
        </Button>
        <Popconfirm
          title={t.removeNamed(name)}
          description={t.removeText}
          okText={t.remove}
          cancelText={words.cancel}
          onConfirm={() => remove.mutate(role.id)}
        >
          <Button size="small" danger loading={remove.isPending} aria-label={t.removeNamed(name)}>
            {t.remove}
          </Button>
        </Popconfirm>
      </div>
      <FailureAlert error={remove.error} />
    </div>
  )
}
