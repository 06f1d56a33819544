import type { Permission, TenantKind } from '@portico/identity-contract'
import { type CallContext, type Database, problems, type Transaction } from '@portico/service-kit'
import { identityProblems } from '../problems/identity-problems.ts'
import { permissionsOf } from '../roles/roles.ts'

/** The user who does something. */
export interface Actor {
  id: string
  displayName: string
  role: string
  permissions: ReadonlySet<string>
  /** Where the request came from, and by which of the actor's sessions. */
  address: string | null
  sessionId: string | null
}

/** One transaction of one actor, who has been found allowed to do what follows. */
export interface Act {
  tx: Transaction
  tenant: { id: string; kind: TenantKind; name: string; slug: string }
  actor: Actor
}

type Work<T> = (act: Act) => Promise<T>

/** Null: each user may, about the own account. Throws `FORBIDDEN`. */
export function readAs<T>(
  database: Database,
  caller: CallContext,
  permission: Permission | null,
  work: Work<T>,
): Promise<T> {
  return begin(database, caller, { permission, lock: '' }, work)
}

/**
 * Changes of people wait for each other within a tenant, and what the actor may do is read after the wait: two owners who
 * lock each other at the same moment cannot both succeed. Throws `FORBIDDEN`.
 */
export function changeAs<T>(
  database: Database,
  caller: CallContext,
  permission: Permission | null,
  work: Work<T>,
): Promise<T> {
  return begin(database, caller, { permission, lock: 'for no key update' }, work)
}

function begin<T>(
  database: Database,
  caller: CallContext,
  { permission, lock }: { permission: Permission | null; lock: string },
  work: Work<T>,
): Promise<T> {
  return database.tenant(caller.tenantId, async tx => {
    const tenant = await tx.find<Act['tenant']>(
      `select id, kind, name, slug from tenant where id = $1 ${lock}`,
      [caller.tenantId],
    )
    if (!tenant) throw problems.NOT_FOUND('There is no such tenant.')
    const actor = await getActor(tx, caller)
    if (permission !== null && !actor.permissions.has(permission)) {
      throw identityProblems.FORBIDDEN(`The permission ${permission} is needed.`, { permission })
    }
    return work({ tx, tenant, actor })
  })
}

/** The permissions in force now, whatever the caller's session still says. */
async function getActor(
  tx: Transaction,
  { tenantId, userId, address, sessionId }: CallContext,
): Promise<Actor> {
  const found = await tx.find<Pick<Actor, 'id' | 'displayName' | 'role'>>(
    `select id, display_name as "displayName", role from user_account
     where tenant_id = $1 and id = $2 and locked_at is null and removed_at is null`,
    [tenantId, userId],
  )
  if (!found) throw identityProblems.FORBIDDEN('Only an active user of this company may do that.')
  const permissions = new Set(await permissionsOf(tx, tenantId, found.role))
  return { ...found, permissions, address, sessionId }
}
