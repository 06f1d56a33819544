import type { AccessChange } from '@portico/identity-contract'
import type { SessionRecord } from './session-record.ts'

/** What a change means for one session. */
export type Verdict =
  | { is: 'CURRENT' }
  /** What the session holds must be asked for again. */
  | { is: 'STALE' }
  | { is: 'ENDED'; reason: string | null }

/** Longer than the longest session: what is older concerns none. */
const KEPT_MS = 13 * 3600_000

interface UserChanges {
  accessVersion: number
  sessionsVersion: number
  /** The session that goes on, whatever its version. */
  keptSession: string | null
  reason: string | null
}

/** What has changed of users and sessions within the time a session can live. */
export class AccessChanges {
  readonly #now: () => number
  /** Oldest first: a change puts its user to the end. */
  readonly #users = new Map<string, UserChanges & { at: number }>()
  readonly #ended = new Map<string, { reason: string | null; at: number }>()
  /** What was asked for before it knows nothing of permissions that apps have added or lost. */
  #rolesVersion = 0

  /** Milliseconds of the monotonic clock. */
  constructor(now: () => number = performance.now.bind(performance)) {
    this.#now = now
  }

  take(changes: readonly AccessChange[]): void {
    for (const change of changes) this.#takeOne(change)
    this.#forgetOld(this.#users)
    this.#forgetOld(this.#ended)
  }

  /** True: it is another than before. */
  takeRoles(version: number): boolean {
    if (version === this.#rolesVersion) return false
    this.#rolesVersion = version
    return true
  }

  judge({ info, sessionId, accessVersion, sessionsVersion, rolesVersion = 0 }: SessionRecord): Verdict {
    const ended = this.#ended.get(sessionId)
    if (ended) return { is: 'ENDED', reason: ended.reason }
    const user = this.#users.get(keyOf(info.tenant.id, info.user.id))
    const isOfOldRoles = rolesVersion < this.#rolesVersion
    if (!user) return { is: isOfOldRoles ? 'STALE' : 'CURRENT' }
    if (sessionsVersion < user.sessionsVersion) {
      return user.keptSession === sessionId ? { is: 'STALE' } : { is: 'ENDED', reason: user.reason }
    }
    return isOfOldRoles || accessVersion < user.accessVersion ? { is: 'STALE' } : { is: 'CURRENT' }
  }

  #takeOne({ tenantId, userId, kind, version, sessionId, reason }: AccessChange): void {
    if (kind === 'SESSION') {
      if (sessionId !== null) this.#ended.set(sessionId, { reason, at: this.#now() })
      return
    }
    const key = keyOf(tenantId, userId)
    const known = this.#users.get(key) ?? NOTHING
    this.#users.delete(key)
    this.#users.set(key, {
      ...changed(known, { kind, version: version ?? 0, sessionId, reason }),
      at: this.#now(),
    })
  }

  #forgetOld(kept: Map<string, { at: number }>): void {
    const oldest = this.#now() - KEPT_MS
    for (const [key, { at }] of kept) {
      if (at > oldest) return
      kept.delete(key)
    }
  }
}

/** A change that comes twice changes nothing. */
function changed(
  known: UserChanges,
  {
    kind,
    version,
    sessionId,
    reason,
  }: Pick<AccessChange, 'kind' | 'sessionId' | 'reason'> & { version: number },
): UserChanges {
  if (kind === 'ACCESS') return { ...known, accessVersion: Math.max(known.accessVersion, version) }
  if (version <= known.sessionsVersion) return known
  return { ...known, sessionsVersion: version, keptSession: sessionId, reason }
}

const NOTHING: UserChanges = { accessVersion: 0, sessionsVersion: 0, keptSession: null, reason: null }

function keyOf(tenantId: string, userId: string): string {
  return `${tenantId}\n${userId}`
}
