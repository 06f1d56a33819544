import type { WantedRole } from '@portico/identity-contract'
import { newId, problems, versionConflict } from '@portico/service-kit'
import { listAdded } from '../added-permissions/added-permissions.store.ts'
import { audit } from '../audit/audit.ts'
import type { Act } from '../people/act.ts'
import { assertWithin } from '../people/limits.ts'
import { identityProblems } from '../problems/identity-problems.ts'
import { isBuiltIn } from '../roles/built-in-roles.ts'
import { catalogueOf, isGrantable } from '../roles/permissions.ts'
import { getRole, type RoleRecord, stillThere } from '../roles/roles.ts'
import { noteAccess } from '../sessions/access-changes.ts'

const MAX_ROLES = 100
const BY_NAME = 'role_by_name'

/** Throws `TOO_MANY`, `PERMISSION_UNKNOWN`, `BEYOND_OWN_PERMISSIONS`, `ROLE_NAME_TAKEN`. */
export async function createRole(act: Act, wanted: WantedRole): Promise<RoleRecord> {
  const { tx, tenant } = act
  const role = await checked(act, wanted, [])
  const { total } = await tx.get<{ total: number }>(
    'select count(*)::int as total from role where tenant_id = $1',
    [tenant.id],
  )
  if (total >= MAX_ROLES)
    throw identityProblems.TOO_MANY(`A company has at most ${MAX_ROLES} roles of its own.`)
  const id = newId()
  await whileFree(role.name, () =>
    tx.run('insert into role (tenant_id, id, name, permissions) values ($1, $2, $3, $4)', [
      tenant.id,
      id,
      role.name,
      role.permissions,
    ]),
  )
  await audit(
    act,
    'role.create',
    { kind: 'ROLE', id, name: role.name },
    {
      permissions: { old: null, new: role.permissions.join(', ') },
    },
  )
  return { id, ...role, isBuiltIn: false, version: 1 }
}

/**
 * In force for each user who has the role. Throws `NOT_FOUND`, `VERSION_CONFLICT`, and what `createRole` throws; what the
 * role has now must be within the actor's own permissions too.
 */
export async function changeRole(
  act: Act,
  id: string,
  version: number,
  wanted: WantedRole,
): Promise<RoleRecord> {
  const { tx, tenant, actor } = act
  const known = await getOwn(act, id)
  if (known.version !== version) throw versionConflict(known.version)
  assertWithin(actor, stillThere(known.permissions, await listAdded(tx)))
  const role = await checked(act, wanted, known.permissions)
  await whileFree(role.name, () =>
    tx.run(
      `update role set name = $3, permissions = $4, version = version + 1, updated_at = now()
       where tenant_id = $1 and id = $2`,
      [tenant.id, id, role.name, role.permissions],
    ),
  )
  await noteAccess(tx, tenant.id, await listHolders(act, id))
  await audit(
    act,
    'role.change',
    { kind: 'ROLE', id, name: role.name },
    {
      ...(known.name !== role.name && { name: { old: known.name, new: role.name } }),
      permissions: { old: known.permissions.join(', '), new: role.permissions.join(', ') },
    },
  )
  return { id, ...role, isBuiltIn: false, version: version + 1 }
}

/** Throws `NOT_FOUND`, `ROLE_IN_USE`, `BEYOND_OWN_PERMISSIONS`. */
export async function removeRole(act: Act, id: string) {
  const { tx, tenant, actor } = act
  const role = await getOwn(act, id)
  assertWithin(actor, stillThere(role.permissions, await listAdded(tx)))
  const holders = await listHolders(act, id)
  if (holders.length > 0) {
    throw identityProblems.ROLE_IN_USE('Give its users another role first.', { users: holders.length })
  }
  await tx.run('delete from role where tenant_id = $1 and id = $2', [tenant.id, id])
  await audit(act, 'role.remove', { kind: 'ROLE', id, name: role.name })
}

/**
 * Each permission once, in the order of the catalogue. What the role `held` and is not there any more, as of an app that was taken
 * back, it may go on holding: it allows nothing until the app is back.
 */
async function checked(
  { tx, tenant, actor }: Act,
  { name, permissions }: WantedRole,
  held: readonly string[],
) {
  const added = await listAdded(tx)
  const catalogue = catalogueOf(tenant.kind, added)
  const isThere = (permission: string) => isGrantable(tenant.kind, permission, added)
  const unknown = permissions.filter(permission => !isThere(permission) && !held.includes(permission))
  if (unknown.length > 0) {
    throw identityProblems.PERMISSION_UNKNOWN(`There is no permission ${unknown[0]}.`, {
      permissions: unknown,
    })
  }
  assertWithin(actor, permissions.filter(isThere))
  const others = permissions.filter(permission => !catalogue.includes(permission)).sort()
  const known = catalogue.filter(permission => permissions.includes(permission))
  return { name: name.trim(), permissions: [...known, ...new Set(others)] }
}

async function getOwn({ tx, tenant }: Act, id: string): Promise<RoleRecord> {
  if (isBuiltIn(id)) throw problems.NOT_FOUND('A built-in role cannot be changed.')
  try {
    return await getRole(tx, tenant, id)
  } catch (cause) {
    throw problems.NOT_FOUND(`There is no role ${id}.`, {}, cause)
  }
}

async function listHolders({ tx, tenant }: Act, role: string): Promise<string[]> {
  const rows = await tx.list<{ id: string }>(
    'select id from user_account where tenant_id = $1 and role = $2 and removed_at is null',
    [tenant.id, role],
  )
  return rows.map(({ id }) => id)
}

async function whileFree(name: string, write: () => Promise<unknown>) {
  try {
    await write()
  } catch (error) {
    const isTaken = error instanceof Error && 'constraint' in error && error.constraint === BY_NAME
    if (!isTaken) throw error
    throw identityProblems.ROLE_NAME_TAKEN(`Another role has the name ${name}.`, {}, error)
  }
}
