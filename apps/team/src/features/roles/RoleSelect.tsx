import { useShell } from '@portico/micro-app/react'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useRoleName, useRoles } from './use-roles.ts'

/** The roles the user may grant: those within the user's own permissions. Takes value and onChange from its form item. */
export function RoleSelect(props: {
  id?: string
  value?: string
  onChange?: (role: string) => void
}): ReactNode {
  const { can } = useShell().session
  const roles = useRoles()
  const roleName = useRoleName()
  const options = roles.data?.items.map(({ id, permissions }) => ({
    value: id,
    label: roleName(id),
    disabled: !permissions.every(can),
  }))
  return <Select {...props} options={options ?? []} loading={roles.isPending} />
}
