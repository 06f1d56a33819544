import { createHmac } from 'node:crypto'
import type { SessionInfo } from '@portico/micro-app/page-state'
import { RateLimit } from '../load/rate-limit.ts'
import { SNAPSHOT_TOKEN_LIFETIME_MS, type SnapshotToken, type SnapshotTokens } from './snapshot-token.ts'
import { readSnapshotToken } from './tab-routing.ts'

const WINDOW_MS = 60_000
/** A shell sends a load, rarely a failure, for each app of a page. */
const SESSION_REPORTS = 200
/** Of all its users; those of one company begin their day together. */
const TENANT_REPORTS = 3_000

interface Reporting {
  info: Pick<SessionInfo, 'tenant' | 'user'>
  sessionId: string
}

/** A tab whose word counts: its page was served by this platform to the very session that reports it. */
export interface ReportingTab {
  tenantId: string
  /** Tells users apart and names none. */
  userKey: string
  token: SnapshotToken
}

/** Whose reports are counted, and how many. */
export class ReportGate {
  readonly #snapshotTokens: SnapshotTokens
  readonly #secret: string
  readonly sessionLimit: RateLimit
  readonly tenantLimit: RateLimit

  /** `now`: milliseconds of the monotonic clock. */
  constructor(snapshotTokens: SnapshotTokens, secret: string, now?: () => number) {
    this.#snapshotTokens = snapshotTokens
    this.#secret = `portico reporter ${secret}`
    const clock = now ? { now } : {}
    this.sessionLimit = new RateLimit({ max: SESSION_REPORTS, windowMs: WINDOW_MS, ...clock })
    this.tenantLimit = new RateLimit({ max: TENANT_REPORTS, windowMs: WINDOW_MS, ...clock })
  }

  /** Faults: RATE_LIMITED with `retryAfterSeconds`. What a session may not say any more costs its tenant nothing. */
  charge({ info, sessionId }: Reporting, reports: number): void {
    this.sessionLimit.count(sessionId, reports)
    this.tenantLimit.count(info.tenant.id, reports)
  }

  /** Null: what it reports is not counted. Another session's token may be replayed, a log-in later too. */
  open(header: string | string[] | undefined, { info, sessionId }: Reporting): ReportingTab | null {
    const token = readSnapshotToken(this.#snapshotTokens, header)
    if (!token || token.sessionId !== sessionId) return null
    if (token.tenantId !== info.tenant.id || token.userId !== info.user.id) return null
    if (Date.now() - token.issuedAt > SNAPSHOT_TOKEN_LIFETIME_MS) return null
    return { tenantId: token.tenantId, userKey: this.#keyOf(token), token }
  }

  #keyOf({ tenantId, userId }: SnapshotToken): string {
    const key = createHmac('sha256', this.#secret).update(`${tenantId}\n${userId}`).digest('base64url')
    return key.slice(0, 22)
  }
}
