import { identityProblems } from '../problems/identity-problems.ts'
import { ownerRolesOf } from '../roles/built-in-roles.ts'
import { holds } from '../roles/permissions.ts'
import type { Act, Actor } from './act.ts'

/**
 * What an actor grants, takes, or lays hands on must be within what the actor may do: else a clerk who administers people
 * could make an owner, or reset an owner's password. Throws `BEYOND_OWN_PERMISSIONS` with `permissions`.
 */
export function assertWithin(actor: Actor, permissions: readonly string[]) {
  const beyond = permissions.filter(name => !holds(actor.permissions, name))
  if (beyond.length === 0) return
  throw identityProblems.BEYOND_OWN_PERMISSIONS('It would take more permissions than you have.', {
    permissions: beyond,
  })
}

/** Throws `OWN_ACCOUNT`. */
export function assertOther(actor: Actor, userId: string) {
  if (actor.id === userId) throw identityProblems.OWN_ACCOUNT('Another user must do this to your account.')
}

/** Throws `LAST_OWNER` when without the user no owner could log in. */
export async function assertOwnerBeside({ tx, tenant }: Act, userId: string) {
  const other = await tx.find(
    `select 1 from user_account where tenant_id = $1 and role = any($2) and id <> $3
       and locked_at is null and removed_at is null and joined_at is not null limit 1`,
    [tenant.id, ownerRolesOf(tenant.kind), userId],
  )
  if (!other) throw identityProblems.LAST_OWNER('Make another user an owner first.')
}
