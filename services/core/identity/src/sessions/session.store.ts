import type { AccessOfSession, NewSession, SeenSessions, SessionView } from '@portico/identity-contract'
import { newId, type Transaction } from '@portico/service-kit'
import Bowser from 'bowser'
import { readAdded } from '../added-permissions/added-permissions.store.ts'
import { permissionsOf } from '../roles/roles.ts'
import { endSession } from './access-changes.ts'

/** As the gateways have it: 12 h at most, 30 min without a call; and what they have reported may be a minute old. */
const ABSOLUTE_HOURS = 12
/** Older ones are swept. */
export const KEEP_SESSIONS_HOURS = 2 * ABSOLUTE_HOURS
const IDLE_MINUTES = 31
const MAX_LISTED = 200
/** Of one user: far more than devices and browsers, and a bound on what a program that logs in again and again leaves. */
export const MAX_OPEN = 100
const USER_AGENT_CHARACTERS = 400
const OPEN = `ended_at is null and created_at > now() - make_interval(hours => ${ABSOLUTE_HOURS})
  and seen_at > now() - make_interval(mins => ${IDLE_MINUTES})`

interface AccessRow {
  accessVersion: number
  sessionsVersion: number
  id: string
  username: string
  displayName: string
  language: AccessOfSession['user']['language']
  role: string
}

type SessionRow = { id: string; address: string; userAgent: string; createdAt: Date; seenAt: Date }

export class SessionStore {
  readonly #tx: Transaction
  readonly #tenantId: string

  constructor(tx: Transaction, tenantId: string) {
    this.#tx = tx
    this.#tenantId = tenantId
  }

  /** Null: no such user, or one who may not come in. */
  async open(userId: string, { address, userAgent }: NewSession): Promise<AccessOfSession | null> {
    const id = newId()
    // The row is written below: two log-ins that had both only shared it would wait for each other.
    const access = await this.#readAccess(userId, id, 'for no key update')
    if (!access) return null
    await this.#tx.run(
      'insert into session (tenant_id, id, user_id, address, user_agent) values ($1, $2, $3, $4, $5)',
      [this.#tenantId, id, userId, address, userAgent.slice(0, USER_AGENT_CHARACTERS)],
    )
    await this.#endOldest(userId)
    await this.#tx.run('update user_account set last_login_at = now() where tenant_id = $1 and id = $2', [
      this.#tenantId,
      userId,
    ])
    return access
  }

  /** What the session may do now. Null: it has ended. */
  async findAccess(sessionId: string): Promise<AccessOfSession | null> {
    const session = await this.#tx.find<{ userId: string }>(
      'select user_id as "userId" from session where tenant_id = $1 and id = $2 and ended_at is null',
      [this.#tenantId, sessionId],
    )
    return session && this.#readAccess(session.userId, sessionId, 'for share')
  }

  /** Gateways that share their sessions report the same ones: a session that another call writes is left to that call. */
  async noteSeen({ items }: SeenSessions) {
    await this.#tx.run(
      `with given as (select id, max("seenAt") as seen_at from jsonb_to_recordset($2) as g(id text, "seenAt" timestamptz) group by id),
         free as (select id from session where tenant_id = $1 and id in (select id from given) for no key update skip locked)
       update session set seen_at = greatest(session.seen_at, least(given.seen_at, now()))
       from given join free using (id) where session.tenant_id = $1 and session.id = given.id`,
      [this.#tenantId, JSON.stringify(items)],
    )
  }

  /** Open ones, the latest seen first. */
  async listOpen(userId: string, ownId: string | null): Promise<SessionView[]> {
    const rows = await this.#tx.list<SessionRow>(
      `select id, address, user_agent as "userAgent", created_at as "createdAt", seen_at as "seenAt"
       from session where tenant_id = $1 and user_id = $2 and ${OPEN}
       order by seen_at desc, id limit ${MAX_LISTED}`,
      [this.#tenantId, userId],
    )
    return rows.map(row => toView(row, ownId))
  }

  /** The lock waits for a change of the user that is under way, and keeps the next one until the commit. */
  async #readAccess(
    userId: string,
    sessionId: string,
    lock: 'for share' | 'for no key update',
  ): Promise<AccessOfSession | null> {
    const row = await this.#tx.find<AccessRow>(
      `select id, username, display_name as "displayName", language, role, access_version as "accessVersion",
         sessions_version as "sessionsVersion"
       from user_account where tenant_id = $1 and id = $2 and locked_at is null and removed_at is null
       ${lock}`,
      [this.#tenantId, userId],
    )
    if (!row) return null
    const { role, accessVersion, sessionsVersion, ...user } = row
    const permissions = [...(await permissionsOf(this.#tx, this.#tenantId, role))]
    const { version: rolesVersion } = await readAdded(this.#tx)
    return { sessionId, accessVersion, sessionsVersion, rolesVersion, user, permissions }
  }

  /** Those least lately seen give way to the new one: a user is never kept out by what was left open elsewhere. */
  async #endOldest(userId: string) {
    const beyond = await this.#tx.list<{ id: string }>(
      `select id from session where tenant_id = $1 and user_id = $2 and ${OPEN}
       order by seen_at desc, id desc offset $3`,
      [this.#tenantId, userId, MAX_OPEN],
    )
    for (const { id } of beyond) await endSession(this.#tx, this.#tenantId, { id, userId }, 'ENDED_BY_USER')
  }
}

function toView({ userAgent, createdAt, seenAt, ...session }: SessionRow, ownId: string | null): SessionView {
  const { browser, os } = Bowser.parse(userAgent || ' ')
  return {
    ...session,
    browser: browser.name || null,
    system: os.name || null,
    createdAt: createdAt.toISOString(),
    seenAt: seenAt.toISOString(),
    isOwn: session.id === ownId,
  }
}
