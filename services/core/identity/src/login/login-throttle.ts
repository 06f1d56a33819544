import type { Transaction } from '@portico/service-kit'
import { identityProblems } from '../problems.ts'

const MAX_FAILURES = 10
const WINDOW_MINUTES = 15
/** An attempt clears some expired ones, so that guessed names do not pile up. */
const CLEAR_AT_ONCE = 20

/**
 * Counts an attempt before its password is looked at, so that many guesses at the same time do not slip through;
 * `forgetAttempts` takes it back on success. Throws `LOGIN_THROTTLED` with `retryAfterSeconds`.
 */
export async function countAttempt(tx: Transaction, tenantId: string, username: string) {
  await clearExpired(tx, tenantId)
  const { attempts, retryAfterSeconds } = await tx.get<{ attempts: number; retryAfterSeconds: number }>(
    `insert into login_attempt as known (tenant_id, username, attempts, window_started_at) values ($1, $2, 1, now())
     on conflict (tenant_id, username) do update set
       attempts = case when ${isExpired('known')} then 1 else known.attempts + 1 end,
       window_started_at = case when ${isExpired('known')} then now() else known.window_started_at end
     returning attempts,
       ceil(extract(epoch from window_started_at + make_interval(mins => $3) - now()))::int as "retryAfterSeconds"`,
    [tenantId, keyOf(username), WINDOW_MINUTES],
  )
  return attempts > MAX_FAILURES ? retryAfterSeconds : null
}

export function throttled(retryAfterSeconds: number) {
  return identityProblems.LOGIN_THROTTLED('Wait before the next attempt.', { retryAfterSeconds })
}

export async function forgetAttempts(tx: Transaction, tenantId: string, username: string) {
  await tx.run('delete from login_attempt where tenant_id = $1 and username = $2', [
    tenantId,
    keyOf(username),
  ])
}

function keyOf(username: string): string {
  return username.trim().toLowerCase()
}

function isExpired(table: string): string {
  return `${table}.window_started_at < now() - make_interval(mins => $3)`
}

async function clearExpired(tx: Transaction, tenantId: string) {
  await tx.run(
    `delete from login_attempt where tenant_id = $1 and username in (
       select username from login_attempt known
       where tenant_id = $1 and ${isExpired('known')} order by window_started_at limit $2 for update skip locked)`,
    [tenantId, CLEAR_AT_ONCE, WINDOW_MINUTES],
  )
}
