import type { CallContext, Database } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { hashNewPassword, isPassword } from '../passwords/index.ts'
import { changeAs, readAs } from '../people/act.ts'
import { identityProblems } from '../problems.ts'
import { SecondFactorStore } from '../second-factor/second-factor.store.ts'
import { endSession, endSessions } from '../sessions/access-changes.ts'
import { getUser, subjectOf } from '../users/user.store.ts'

/** A stolen session must not be a place to guess the password at: it ends with the fifth wrong one. */
const MAX_WRONG = 5

interface Passwords {
  current: string
  next: string
}

/**
 * All other sessions of the user end; returns how many. Throws `CURRENT_PASSWORD_WRONG` with `triesLeft`,
 * `PASSWORD_REFUSED`.
 */
export async function changeOwnPassword(
  database: Database,
  caller: CallContext,
  { current, next }: Passwords,
): Promise<number> {
  const { stored, names, isOnlyFactor } = await readAs(
    database,
    caller,
    null,
    async ({ tx, tenant, actor }) => {
      const user = await getUser(tx, tenant.id, actor.id)
      const row = await tx.get<{ stored: string | null }>(
        'select password_hash as stored from user_account where tenant_id = $1 and id = $2',
        [tenant.id, actor.id],
      )
      const isOnlyFactor = !(await new SecondFactorStore(tx, tenant.id).isRequired())
      return { ...row, isOnlyFactor, names: [user.username, user.displayName, tenant.slug, tenant.name] }
    },
  )
  const tries = await countTry(database, caller)
  // No transaction is open here: hashing takes long, and connections are few.
  if (tries > MAX_WRONG || !(await isPassword(current, stored))) throw await wrong(database, caller, tries)
  const passwordHash = await hashNewPassword(next, { names, isOnlyFactor })
  return writePassword(database, caller, { stored, passwordHash })
}

function writePassword(
  database: Database,
  caller: CallContext,
  { stored, passwordHash }: { stored: string | null; passwordHash: string },
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
    await tx.run('update session set wrong_passwords = 0 where tenant_id = $1 and id = $2', [
      tenant.id,
      actor.sessionId,
    ])
    const ended = await endSessions(tx, tenant.id, actor.id, 'PASSWORD_CHANGED', actor.sessionId)
    await audit(act, 'user.password', subjectOf(user))
    return ended
  })
}

/** Counted before the password is looked at: many at the same moment do not slip through. */
async function countTry(database: Database, { tenantId, sessionId }: CallContext): Promise<number> {
  const counted = await database.tenant(tenantId, tx =>
    tx.find<{ tries: number }>(
      `update session set wrong_passwords = wrong_passwords + 1
       where tenant_id = $1 and id = $2 and ended_at is null returning wrong_passwords as tries`,
      [tenantId, sessionId],
    ),
  )
  return counted?.tries ?? MAX_WRONG + 1
}

async function wrong(database: Database, { tenantId, userId, sessionId }: CallContext, tries: number) {
  const triesLeft = Math.max(0, MAX_WRONG - tries)
  if (triesLeft === 0 && sessionId && userId) {
    const session = { id: sessionId, userId }
    await database.tenant(tenantId, tx => endSession(tx, tenantId, session, 'WRONG_PASSWORDS'))
  }
  return identityProblems.CURRENT_PASSWORD_WRONG('Type the password that you log in with.', { triesLeft })
}
