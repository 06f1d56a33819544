import type { CallContext, Database } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { hashNewPassword } from '../passwords/index.ts'
import type { LoginQueue } from '../passwords/login-queue.ts'
import { changeAs, readAs } from '../people/act.ts'
import { identityProblems } from '../problems/identity-problems.ts'
import { SecondFactorStore } from '../second-factor/second-factor.store.ts'
import { endSessions } from '../sessions/access-changes.ts'
import { assertOwnPassword } from '../sessions/own-password.ts'
import { auditSubjectOf, getUser } from '../users/user.store.ts'

interface Passwords {
  current: string
  next: string
}

/** All other sessions of the user end; returns how many. Throws as `assertOwnPassword`, and `PASSWORD_REFUSED`. */
export async function changeOwnPassword(
  database: Database,
  queue: LoginQueue,
  caller: CallContext,
  { current, next }: Passwords,
): Promise<number> {
  const rule = await readAs(database, caller, null, async ({ tx, tenant, actor }) => {
    const user = await getUser(tx, tenant.id, actor.id)
    const isOnlyFactor = !(await new SecondFactorStore(tx, tenant.id).isRequired())
    return { isOnlyFactor, names: [user.username, user.displayName, tenant.slug, tenant.name] }
  })
  const stored = await assertOwnPassword(database, queue, caller, current)
  const passwordHash = await queue.run(() => hashNewPassword(next, rule), true)
  return writePassword(database, caller, { stored, passwordHash })
}

function writePassword(
  database: Database,
  caller: CallContext,
  { stored, passwordHash }: { stored: string; passwordHash: string },
): Promise<number> {
  return changeAs(database, caller, null, async act => {
    const { tx, tenant, actor } = act
    const user = await getUser(tx, tenant.id, actor.id)
    const written = await tx.run(
      `update user_account set password_hash = $3, updated_at = now()
       where tenant_id = $1 and id = $2 and password_hash = $4`,
      [tenant.id, actor.id, passwordHash, stored],
    )
    // Changed by another request or by a link since it was checked.
    if (written === 0) throw identityProblems.CURRENT_PASSWORD_WRONG('Type the password that holds now.')
    const own = { tenantId: tenant.id, userId: actor.id }
    const ended = await endSessions(tx, own, 'PASSWORD_CHANGED', actor.sessionId)
    await audit(act, 'user.password', auditSubjectOf(user))
    return ended
  })
}
