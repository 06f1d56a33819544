import type { MadeLink, NewUser, UserChanges } from '@portico/identity-contract'
import { audit } from '../audit/audit.ts'
import { createLink, revokeLinks } from '../links/link.store.ts'
import type { Act } from '../people/act.ts'
import { assertOther, assertOwnerBeside, assertWithin } from '../people/limits.ts'
import { identityProblems } from '../problems/identity-problems.ts'
import { getRole } from '../roles/roles.ts'
import { endSessions, noteAccess } from '../sessions/access-changes.ts'
import { getGovernable, getOtherGovernable } from '../users/governable.ts'
import { auditSubjectOf, createInvited, type KnownUser, plainName, writeUser } from '../users/user.store.ts'

const MAX_USERS = 5000

/** Throws `TOO_MANY`, `ROLE_UNKNOWN`, `BEYOND_OWN_PERMISSIONS`, `USERNAME_TAKEN`. */
export async function inviteUser(act: Act, wanted: NewUser): Promise<{ id: string; link: MadeLink }> {
  const { tx, tenant } = act
  await assertRoom(act)
  await assertGrantable(act, wanted.role)
  const user = await createInvited(tx, tenant.id, wanted)
  const link = await createLink(act, user.id, 'INVITATION')
  const { name } = await getRole(tx, tenant, user.role)
  await audit(act, 'user.invite', auditSubjectOf(user), { role: { old: null, new: name } })
  return { id: user.id, link }
}

/** Throws `NOT_FOUND`, `OWN_ACCOUNT` for the own role, `LAST_OWNER`, and what `inviteUser` throws. */
export async function changeUser(act: Act, id: string, changes: UserChanges) {
  const { tx, tenant, actor } = act
  const user = await getGovernable(act, id)
  const wanted = {
    id,
    username: changes.username === undefined ? user.username : plainName(changes.username),
    displayName: changes.displayName?.trim() ?? user.displayName,
    role: changes.role ?? user.role,
  }
  const isNewRole = wanted.role !== user.role
  if (isNewRole) {
    assertOther(actor, id)
    await assertGrantable(act, wanted.role)
    await assertOwnerBeside(act, id)
  }
  const isNewName = wanted.username !== user.username || wanted.displayName !== user.displayName
  if (!isNewRole && !isNewName) return
  await writeUser(tx, tenant.id, wanted)
  await noteAccess(tx, tenant.id, [id])
  if (isNewName) await audit(act, 'user.rename', auditSubjectOf(wanted), renaming(user, wanted))
  if (isNewRole)
    await audit(act, 'user.role', auditSubjectOf(wanted), await roleChange(act, user.role, wanted.role))
}

/** Throws `NOT_FOUND`, `OWN_ACCOUNT`, `LAST_OWNER`, `BEYOND_OWN_PERMISSIONS`. */
export async function lockUser(act: Act, id: string) {
  const { tx, tenant } = act
  const user = await getOtherGovernable(act, id)
  if (user.isLocked) return
  await assertOwnerBeside(act, id)
  await tx.run('update user_account set locked_at = now() where tenant_id = $1 and id = $2', [tenant.id, id])
  await endSessions(tx, { tenantId: tenant.id, userId: id }, 'LOCKED')
  await revokeLinks(tx, tenant.id, id)
  await audit(act, 'user.lock', auditSubjectOf(user))
}

/** Throws `NOT_FOUND`, `OWN_ACCOUNT`, `BEYOND_OWN_PERMISSIONS`. */
export async function unlockUser(act: Act, id: string) {
  const { tx, tenant } = act
  const user = await getOtherGovernable(act, id)
  if (!user.isLocked) return
  await tx.run('update user_account set locked_at = null where tenant_id = $1 and id = $2', [tenant.id, id])
  await audit(act, 'user.unlock', auditSubjectOf(user))
}

/** For good: what the user did stays, under the user's name. Throws as `lockUser`. */
export async function removeUser(act: Act, id: string) {
  const { tx, tenant } = act
  const user = await getOtherGovernable(act, id)
  await assertOwnerBeside(act, id)
  await tx.run(
    'update user_account set removed_at = now(), password_hash = null where tenant_id = $1 and id = $2',
    [tenant.id, id],
  )
  await endSessions(tx, { tenantId: tenant.id, userId: id }, 'REMOVED')
  await revokeLinks(tx, tenant.id, id)
  await audit(act, 'user.remove', auditSubjectOf(user))
}

/** A new one-time link in place of any former. Throws `NOT_FOUND`, `OWN_ACCOUNT`, `BEYOND_OWN_PERMISSIONS`, `USER_LOCKED`. */
export async function makeLink(act: Act, id: string): Promise<MadeLink> {
  const user = await getOtherGovernable(act, id)
  if (user.isLocked) throw identityProblems.USER_LOCKED('Unlock the user first.')
  const link = await createLink(act, id, user.hasJoined ? 'RESET' : 'INVITATION')
  await audit(act, 'user.link', auditSubjectOf(user), { expires: { old: null, new: link.expiresAt } })
  return link
}

/** Throws `NOT_FOUND`, `OWN_ACCOUNT`, `BEYOND_OWN_PERMISSIONS`. */
export async function takeLinkBack(act: Act, id: string) {
  const user = await getOtherGovernable(act, id)
  const revoked = await revokeLinks(act.tx, act.tenant.id, id)
  if (revoked > 0) await audit(act, 'user.link-revoke', auditSubjectOf(user))
}

async function assertGrantable({ tx, tenant, actor }: Act, role: string) {
  const { permissions } = await getRole(tx, tenant, role)
  assertWithin(actor, permissions)
}

async function assertRoom({ tx, tenant }: Act) {
  const { total } = await tx.get<{ total: number }>(
    'select count(*)::int as total from user_account where tenant_id = $1 and removed_at is null',
    [tenant.id],
  )
  if (total >= MAX_USERS) throw identityProblems.TOO_MANY(`A company has at most ${MAX_USERS} users.`)
}

function renaming(from: KnownUser, to: Pick<KnownUser, 'username' | 'displayName'>) {
  return {
    ...(from.username !== to.username && { username: { old: from.username, new: to.username } }),
    ...(from.displayName !== to.displayName && {
      displayName: { old: from.displayName, new: to.displayName },
    }),
  }
}

async function roleChange({ tx, tenant }: Act, from: string, to: string) {
  const [old, present] = [await getRole(tx, tenant, from), await getRole(tx, tenant, to)]
  return { role: { old: old.name, new: present.name } }
}
