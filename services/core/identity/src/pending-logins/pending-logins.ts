import { createHash, randomBytes } from 'node:crypto'
import type { Transaction } from '@portico/service-kit'

/** Enough to find the telephone, and to set up an app where the tenant asks for it. */
export const PENDING_SECONDS = 10 * 60
/** Older ones of the user give way. */
const MAX_OF_USER = 20

export interface PendingLogin {
  userId: string
  sessionsVersion: number
}

/** Logins whose password was right. The token names the tenant and is given only to the caller that knew the password. */
export class PendingLogins {
  readonly #tx: Transaction
  readonly #tenantId: string

  constructor(tx: Transaction, tenantId: string) {
    this.#tx = tx
    this.#tenantId = tenantId
  }

  async create(userId: string, sessionsVersion: number): Promise<string> {
    const token = `${Buffer.from(this.#tenantId).toString('base64url')}.${randomBytes(32).toString('base64url')}`
    await this.#tx.run(
      `insert into pending_login (tenant_id, token_hash, user_id, sessions_version, expires_at)
       values ($1, $2, $3, $4, now() + make_interval(secs => $5))`,
      [this.#tenantId, hashOf(token), userId, sessionsVersion, PENDING_SECONDS],
    )
    await this.#tx.run(
      `delete from pending_login where tenant_id = $1 and token_hash in (
         select token_hash from pending_login where tenant_id = $1 and user_id = $2 order by expires_at desc offset $3
         for update skip locked)`,
      [this.#tenantId, userId, MAX_OF_USER],
    )
    return token
  }

  find(token: string): Promise<PendingLogin | null> {
    return this.#tx.find<PendingLogin>(
      `select user_id as "userId", sessions_version as "sessionsVersion" from pending_login
       where tenant_id = $1 and token_hash = $2 and expires_at > now()`,
      [this.#tenantId, hashOf(token)],
    )
  }

  /** False: another step has ended it. */
  async end(token: string): Promise<boolean> {
    const removed = await this.#tx.run('delete from pending_login where tenant_id = $1 and token_hash = $2', [
      this.#tenantId,
      hashOf(token),
    ])
    return removed === 1
  }
}

/** Of the token; what is none gives a tenant that does not exist. */
export function tenantOfPendingLogin(token: string): string {
  return Buffer.from(token.split('.', 1)[0] ?? '', 'base64url').toString('utf8') || '~none'
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
