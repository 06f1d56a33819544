import type { Transaction } from '@portico/service-kit'
import { beginAccessChange } from '../access-revision/access-revision.ts'

/** Why sessions ended, for the sentence on the page that asks to log in again. */
export type EndReason =
  | 'LOCKED'
  | 'REMOVED'
  | 'PASSWORD_CHANGED'
  | 'ENDED_BY_USER'
  | 'ENDED_BY_ADMIN'
  | 'LOGGED_OUT'
  | 'WRONG_PASSWORDS'

/** No session lives longer than 12 h, and a gateway's clock may be a little behind. What is older is swept. */
export const FEED_HOURS = 13

/** The users hold other permissions, or are shown by another name, from now on: gateways ask again. */
export async function noteAccess(tx: Transaction, tenantId: string, userIds: readonly string[]) {
  if (userIds.length === 0) return
  await beginAccessChange(tx)
  await tx.run(
    `with changed as (
       update user_account set access_version = access_version + 1, updated_at = now()
       where tenant_id = $1 and id = any($2) returning id, access_version)
     insert into access_change (tenant_id, revision, user_id, kind, version)
     select $1, nextval('access_revision'), id, 'ACCESS', access_version from changed`,
    [tenantId, userIds],
  )
}

/** Ends every session of the user, all but `keep`. Returns how many were open. */
export async function endSessions(
  tx: Transaction,
  { tenantId, userId }: { tenantId: string; userId: string },
  reason: EndReason,
  keep: string | null = null,
): Promise<number> {
  await beginAccessChange(tx)
  const ended = await tx.run(
    `update session set ended_at = now()
     where tenant_id = $1 and user_id = $2 and ended_at is null and id is distinct from $3`,
    [tenantId, userId, keep],
  )
  await tx.run(
    `with changed as (
       update user_account set sessions_version = sessions_version + 1, updated_at = now()
       where tenant_id = $1 and id = $2 returning id, sessions_version)
     insert into access_change (tenant_id, revision, user_id, kind, version, session_id, reason)
     select $1, nextval('access_revision'), id, 'SESSIONS', sessions_version, $3, $4 from changed`,
    [tenantId, userId, keep, reason],
  )
  return ended
}

/** False: the user has no such open session. */
export async function endSession(
  tx: Transaction,
  tenantId: string,
  session: { id: string; userId: string },
  reason: EndReason,
): Promise<boolean> {
  const ended = await tx.run(
    'update session set ended_at = now() where tenant_id = $1 and user_id = $2 and id = $3 and ended_at is null',
    [tenantId, session.userId, session.id],
  )
  if (ended === 0) return false
  await beginAccessChange(tx)
  await tx.run(
    `insert into access_change (tenant_id, revision, user_id, kind, session_id, reason)
     values ($1, nextval('access_revision'), $2, 'SESSION', $3, $4)`,
    [tenantId, session.userId, session.id, reason],
  )
  return true
}
