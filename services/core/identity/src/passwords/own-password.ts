import type { Database } from '@portico/service-kit'
import type { LoginQueue } from '../login/login-queue.ts'
import { identityProblems } from '../problems.ts'
import { beginAttempt, limitKey, succeed, takeBack } from '../throttle/throttle.ts'
import { THROTTLE_RULES } from '../throttle/throttle-rules.ts'
import { UserStore } from '../users/user.store.ts'
import { isPassword } from './hash.ts'

/** Somebody who acts on the own account; the address is for the audit. */
export interface OwnUser {
  tenantId: string
  userId: string
  address?: string | null
}

/**
 * Asks somebody who is logged in for the password once more: an open session alone must not take an account over.
 * Throws `PASSWORD_WRONG`, `LOGIN_THROTTLED`, `LOGIN_BUSY`.
 */
export async function assertOwnPassword(
  database: Database,
  queue: LoginQueue,
  { tenantId, userId }: OwnUser,
  password: string,
): Promise<void> {
  const limits = [{ key: limitKey('own', tenantId, userId), rule: THROTTLE_RULES.pair, isOwn: true }]
  const retryAfterSeconds = await beginAttempt(database, limits)
  if (retryAfterSeconds !== null)
    throw identityProblems.LOGIN_THROTTLED('Wait before the next attempt.', { retryAfterSeconds })
  const account = await database.tenant(tenantId, tx => new UserStore(tx, tenantId).findAccountById(userId))
  const hash = account?.passwordHash ?? null
  const isRight = await queue
    .run(() => isPassword(password, hash), true)
    .catch(async error => {
      await takeBack(database, limits)
      throw error
    })
  if (!isRight) throw identityProblems.PASSWORD_WRONG('Type the password you log in with.')
  await succeed(database, limits)
}
