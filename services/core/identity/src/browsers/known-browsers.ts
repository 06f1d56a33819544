import { createHash, randomBytes } from 'node:crypto'
import type { Transaction } from '@portico/service-kit'

const DAYS = 180
/** Per user; the one seen longest ago goes first. */
const MAX_BROWSERS = 20
const TOKEN = /^[\w-]{43}$/

/**
 * The browsers an account has logged in with, by a 256-bit token in a cookie of which only the hash is kept: it cannot
 * be made up, so it needs no signature, and it is revoked by its row.
 */
export class KnownBrowsers {
  readonly #tx: Transaction
  readonly #tenantId: string

  constructor(tx: Transaction, tenantId: string) {
    this.#tx = tx
    this.#tenantId = tenantId
  }

  /** The token among `tokens` that the user's browser was given; null when none is. One statement for every caller. */
  async find(userId: string | null, tokens: readonly string[]): Promise<string | null> {
    const byHash = new Map(tokens.filter(token => TOKEN.test(token)).map(token => [hashOf(token), token]))
    const found = await this.#tx.find<{ hash: string }>(
      `select token_hash as hash from known_browser
       where tenant_id = $1 and user_id = $2 and token_hash = any($3) and expires_at > now()`,
      [this.#tenantId, userId, [...byHash.keys()]],
    )
    return (found && byHash.get(found.hash)) ?? null
  }

  /** Known for another 180 days. Answers the token for the cookie: `token`, or a new one for a browser without. */
  async keep(userId: string, token: string | null): Promise<string> {
    const kept = token ?? randomBytes(32).toString('base64url')
    await this.#tx.run(
      `insert into known_browser (tenant_id, token_hash, user_id, expires_at)
       values ($1, $2, $3, now() + make_interval(days => $4))
       on conflict (tenant_id, token_hash) do update set seen_at = now(), expires_at = excluded.expires_at`,
      [this.#tenantId, hashOf(kept), userId, DAYS],
    )
    await this.#forgetOldest(userId)
    return kept
  }

  /** After a password was reset or a second factor taken off: a browser that logged in before is a stranger again. */
  async forgetAll(userId: string) {
    await this.#tx.run('delete from known_browser where tenant_id = $1 and user_id = $2', [
      this.#tenantId,
      userId,
    ])
  }

  /** Those that another log-in of the user holds are left to the next one: two never wait for each other. */
  async #forgetOldest(userId: string) {
    await this.#tx.run(
      `delete from known_browser where tenant_id = $1 and token_hash in (
         select token_hash from known_browser where tenant_id = $1 and token_hash = any(array(
           select token_hash from known_browser where tenant_id = $1 and user_id = $2
           order by expires_at < now(), seen_at desc offset $3))
         for update skip locked)`,
      [this.#tenantId, userId, MAX_BROWSERS],
    )
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
