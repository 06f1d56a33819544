import type { CallContext, Database } from '@portico/service-kit'
import { isPassword } from '../passwords/hash.ts'
import type { LoginQueue } from '../passwords/login-queue.ts'
import { identityProblems } from '../problems/identity-problems.ts'
import { UserStore } from '../users/user.store.ts'
import { endSession } from './access-changes.ts'

/** Of one session, wherever the password is asked for. */
const MAX_WRONG = 5

/** A user who acts on the own account; the address is for the audit. */
export interface OwnUser {
  tenantId: string
  userId: string
  address?: string | null
}

type Caller = Pick<CallContext, 'tenantId' | 'userId' | 'sessionId'>

/**
 * Asks a user who is logged in for the password once more: an open session alone must not take an account over, nor be a
 * place to guess at. The fifth wrong password ends it. Returns the hash that the password was right for.
 * Throws `CURRENT_PASSWORD_WRONG` with `triesLeft`, `LOGIN_BUSY`. Not inside a transaction: hashing takes long.
 */
export async function assertOwnPassword(
  database: Database,
  queue: LoginQueue,
  caller: Caller,
  password: string,
): Promise<string> {
  const { tenantId, userId } = caller
  const tries = await countTry(database, caller, 1)
  const account =
    tries > MAX_WRONG || userId === null
      ? null
      : await database.tenant(tenantId, tx => new UserStore(tx, tenantId).findAccountById(userId))
  const stored = account?.passwordHash ?? null
  const isRight = await queue
    .run(() => isPassword(password, stored), true)
    .catch(async error => {
      // It was not looked at.
      await countTry(database, caller, -1)
      throw error
    })
  if (stored === null || !isRight) throw await wrong(database, caller, tries)
  await forget(database, caller)
  return stored
}

/** Counted before the password is looked at: many at the same moment do not slip through. A session that has ended has no try left. */
async function countTry(database: Database, { tenantId, sessionId }: Caller, by: 1 | -1): Promise<number> {
  const counted = await database.tenant(tenantId, tx =>
    tx.find<{ tries: number }>(
      `update session set wrong_passwords = wrong_passwords + $3
       where tenant_id = $1 and id = $2 and ended_at is null returning wrong_passwords as tries`,
      [tenantId, sessionId, by],
    ),
  )
  return counted?.tries ?? MAX_WRONG + 1
}

function forget(database: Database, { tenantId, sessionId }: Caller): Promise<unknown> {
  return database.tenant(tenantId, tx =>
    tx.run('update session set wrong_passwords = 0 where tenant_id = $1 and id = $2', [tenantId, sessionId]),
  )
}

async function wrong(database: Database, { tenantId, userId, sessionId }: Caller, tries: number) {
  const triesLeft = Math.max(0, MAX_WRONG - tries)
  if (triesLeft === 0 && sessionId && userId) {
    const session = { id: sessionId, userId }
    await database.tenant(tenantId, tx => endSession(tx, tenantId, session, 'WRONG_PASSWORDS'))
  }
  return identityProblems.CURRENT_PASSWORD_WRONG('Type the password that you log in with.', { triesLeft })
}
