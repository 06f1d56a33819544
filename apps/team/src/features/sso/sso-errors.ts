import type { SessionService } from '@portico/micro-app'
import { errorCodeOf } from '@portico/shared-ui/react'
import type { TeamRoleFragment } from '../../graph/graph.generated.ts'
import { mayGrant } from '../roles/use-may-grant.ts'
import type { TypedSso } from './sso-input.ts'

type FieldName = 'issuer' | 'defaultRole' | ['roleByGroup', number, 'role']

interface FormContext {
  /** As they are after the refusal. */
  roles: readonly TeamRoleFragment[]
  session: SessionService
}

/**
 * The fields a refused save is about; none: it is about no field, or it is unknown which. The server names no field, so
 * the roles are held against what made it refuse them.
 */
export function refusedFieldsOf(
  error: unknown,
  typed: TypedSso,
  { roles, session }: FormContext,
): FieldName[] {
  const code = errorCodeOf(error)
  if (code === 'SSO_ADDRESS_REFUSED') return ['issuer']
  if (code === 'ROLE_UNKNOWN') return fieldsWith(typed, id => !roles.some(role => role.id === id))
  if (code !== 'BEYOND_OWN_PERMISSIONS') return []
  return fieldsWith(typed, id =>
    roles.some(role => role.id === id && !role.permissions.every(name => mayGrant(session, name))),
  )
}

function fieldsWith({ roleByGroup, defaultRole }: TypedSso, isMeant: (role: string) => boolean): FieldName[] {
  const ofGroups = roleByGroup.flatMap(({ role }, index): FieldName[] =>
    isMeant(role) ? [['roleByGroup', index, 'role']] : [],
  )
  return defaultRole && isMeant(defaultRole) ? [...ofGroups, 'defaultRole'] : ofGroups
}
