import { Loop, type Next } from '@portico/loop'
import type { Log } from '../telemetry/log.ts'
import type { AccessSource } from './access-source.ts'
import type { SessionRecord } from './session-record.ts'

const SEND_MS = 15_000
const MAX_AT_ONCE = 500
/** While identity is away; the oldest are forgotten, and reported by their next call. */
const MAX_WAITING = 50_000

/** Tells identity when sessions were last used, some at a time, so that people see it in their lists. */
export class SeenSessions {
  readonly #source: Pick<AccessSource, 'noteSeen'>
  readonly #log: Log
  /** Session id -> tenant and time. */
  readonly #waiting = new Map<string, { tenantId: string; seenAt: string }>()
  readonly #loop = new Loop({ run: () => this.#sendAll(), pauseMs: SEND_MS, startsWithPause: true })

  constructor(source: Pick<AccessSource, 'noteSeen'>, log: Log) {
    this.#source = source
    this.#log = log
    void this.#loop.start()
  }

  note({ info, sessionId, seenAt }: SessionRecord): void {
    this.#waiting.delete(sessionId)
    this.#waiting.set(sessionId, { tenantId: info.tenant.id, seenAt: new Date(seenAt).toISOString() })
    const [oldest] = this.#waiting.keys()
    if (this.#waiting.size > MAX_WAITING && oldest !== undefined) this.#waiting.delete(oldest)
  }

  /** Never rejects: what could not be reported is reported by a later call of the session. */
  flush(): Promise<void> {
    return this.#loop.runNow()
  }

  async close(): Promise<void> {
    await this.flush()
    await this.#loop.stop()
  }

  async #sendAll(): Promise<Next> {
    const byTenant = Map.groupBy(this.#waiting, ([, { tenantId }]) => tenantId)
    this.#waiting.clear()
    for (const [tenantId, sessions] of byTenant) {
      const items = sessions.map(([id, { seenAt }]) => ({ id, seenAt }))
      for (let start = 0; start < items.length; start += MAX_AT_ONCE) {
        await this.#source
          .noteSeen(tenantId, items.slice(start, start + MAX_AT_ONCE))
          .catch(cause => this.#log.warn('sessions.seen_not_told', { reason: String(cause) }))
      }
    }
    return 'pause'
  }
}
