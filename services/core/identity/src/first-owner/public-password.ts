import type { Database } from '@portico/service-kit'
import { isPassword } from '../passwords/index.ts'
import { endSessions } from '../sessions/access-changes.ts'
import { UserStore } from '../users/user.store.ts'

/**
 * Takes a password that is public, such as the demo's, from a user who still has it: the sessions end, and the user
 * counts as invited again.
 */
export async function takePublicPassword(
  database: Database,
  tenantId: string,
  { username, password }: { username: string; password: string },
) {
  const account = await database.tenant(tenantId, tx => new UserStore(tx, tenantId).findAccount(username))
  // No transaction is open here: hashing takes long, and connections are few.
  if (!account?.passwordHash || !(await isPassword(password, account.passwordHash))) return
  await database.tenant(tenantId, async tx => {
    const taken = await tx.run(
      `update user_account set password_hash = null, joined_at = null, updated_at = now()
       where tenant_id = $1 and id = $2 and password_hash = $3`,
      [tenantId, account.id, account.passwordHash],
    )
    if (taken > 0) await endSessions(tx, { tenantId, userId: account.id }, 'PASSWORD_CHANGED')
  })
}
