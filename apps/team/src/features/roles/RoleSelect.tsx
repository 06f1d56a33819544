import { Select } from 'antd'
import type { ReactNode } from 'react'
import { useMayGrant } from './use-may-grant.ts'
import { useRoleName, useRoles } from './use-roles.ts'

/** The roles the user may grant: those within the user's own permissions. Takes value and onChange from its form item. */
export function RoleSelect({
  none,
  ...props
}: {
  id?: string
  value?: string
  onChange?: (role: string) => void
  /** Offers, under this name, to give no role: the value is empty then. */
  none?: string
}): ReactNode {
  const mayGrant = useMayGrant()
  const roles = useRoles()
  const roleName = useRoleName()
  const options = roles.data?.items.map(({ id, permissions }) => ({
    value: id,
    label: roleName(id),
    disabled: !permissions.every(mayGrant),
  }))
  const noRole = none === undefined ? [] : [{ value: '', label: none }]
  return <Select {...props} options={[...noRole, ...(options ?? [])]} loading={roles.isPending} />
}
