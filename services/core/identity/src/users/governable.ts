import type { Act } from '../people/act.ts'
import { assertOther, assertWithin } from '../people/limits.ts'
import { permissionsOf } from '../roles/roles.ts'
import { getUser, type KnownUser } from './user.store.ts'

/**
 * A user with more permissions than the actor is out of the actor's reach: a link to reset an owner's password would make
 * an owner. Throws `NOT_FOUND`, `BEYOND_OWN_PERMISSIONS`.
 */
export async function getGovernable({ tx, tenant, actor }: Act, id: string): Promise<KnownUser> {
  const user = await getUser(tx, tenant.id, id)
  assertWithin(actor, await permissionsOf(tx, tenant.id, user.role))
  return user
}

/** Throws `NOT_FOUND`, `OWN_ACCOUNT`, `BEYOND_OWN_PERMISSIONS`. */
export function getOtherGovernable(act: Act, id: string): Promise<KnownUser> {
  assertOther(act.actor, id)
  return getGovernable(act, id)
}
