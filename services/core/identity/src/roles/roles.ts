import type { AddedPermission, BuiltInRoleId, TenantKind } from '@portico/identity-contract'
import type { Transaction } from '@portico/service-kit'
import { listAdded } from '../added-permissions/added-permissions.store.ts'
import { identityProblems } from '../problems/identity-problems.ts'
import { builtInRolesOf, isBuiltIn, permissionsOfBuiltIn } from './built-in-roles.ts'
import { isGrantable } from './permissions.ts'

export interface RoleRecord {
  id: string
  /** Of a built-in role its id, which pages translate. */
  name: string
  permissions: readonly string[]
  isBuiltIn: boolean
  /** 0 of a built-in one. */
  version: number
}

/**
 * What the role allows in this tenant: nothing when there is no such role, and of the platform's only in the platform's tenant. A
 * permission of an app that no tenant is shown any more allows nothing, though a role of the tenant's own still names it.
 */
export async function permissionsOf(
  tx: Transaction,
  tenantId: string,
  role: string,
): Promise<readonly string[]> {
  const added = await listAdded(tx)
  const permissions = isBuiltIn(role)
    ? permissionsOfBuiltIn(role, added)
    : stillThere((await findOwnRole(tx, tenantId, role))?.permissions ?? [], added)
  const isOfPlatform = permissions.some(name => name.startsWith('platform.'))
  return isOfPlatform && !(await isPlatform(tx, tenantId)) ? [] : permissions
}

/** Of the permissions that a role names, those that there are now. */
export function stillThere(names: readonly string[], added: readonly AddedPermission[]): readonly string[] {
  return names.filter(name => isGrantable('merchant', name, added) || isGrantable('platform', name, added))
}

async function isPlatform(tx: Transaction, tenantId: string): Promise<boolean> {
  const found = await tx.find(`select 1 from tenant where id = $1 and kind = 'platform'`, [tenantId])
  return found !== null
}

/** Throws `ROLE_UNKNOWN`; a built-in role of another kind of tenant is unknown too. */
export async function getRole(
  tx: Transaction,
  { id: tenantId, kind }: { id: string; kind: TenantKind },
  id: string,
): Promise<RoleRecord> {
  const found = isBuiltIn(id)
    ? findBuiltIn(kind, id, await listAdded(tx))
    : await findOwnRole(tx, tenantId, id)
  if (!found) throw identityProblems.ROLE_UNKNOWN(`There is no role ${id}.`)
  return found
}

/** Built-in ones first, then the tenant's own by name. */
export async function listRoles(
  tx: Transaction,
  tenant: { id: string; kind: TenantKind },
): Promise<RoleRecord[]> {
  const own = await tx.list<Omit<RoleRecord, 'isBuiltIn'>>(
    'select id, name, permissions, version from role where tenant_id = $1 order by lower(name)',
    [tenant.id],
  )
  const added = await listAdded(tx)
  const builtIn = builtInRolesOf(tenant.kind).map(id => toBuiltIn(id, added))
  return [...builtIn, ...own.map(role => ({ ...role, isBuiltIn: false }))]
}

async function findOwnRole(tx: Transaction, tenantId: string, id: string): Promise<RoleRecord | null> {
  const own = await tx.find<Omit<RoleRecord, 'isBuiltIn'>>(
    'select id, name, permissions, version from role where tenant_id = $1 and id = $2',
    [tenantId, id],
  )
  return own && { ...own, isBuiltIn: false }
}

function findBuiltIn(kind: TenantKind, id: string, added: readonly AddedPermission[]): RoleRecord | null {
  const known = builtInRolesOf(kind).find(role => role === id)
  return known ? toBuiltIn(known, added) : null
}

function toBuiltIn(id: BuiltInRoleId, added: readonly AddedPermission[]): RoleRecord {
  return { id, name: id, permissions: permissionsOfBuiltIn(id, added), isBuiltIn: true, version: 0 }
}
