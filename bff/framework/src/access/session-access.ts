import type { Log } from '../telemetry/log.ts'
import type { Verdict } from './access-changes.ts'
import { AccessKeeper, type AccessKeeperParts } from './access-keeper.ts'
import type { AccessSource, OpenedSession } from './access-source.ts'
import { SeenSessions } from './seen-sessions.ts'
import type { SessionRecord } from './session-record.ts'

/** What `Sessions` asks and reports about the users behind them. */
export interface SessionAccess {
  /** Faults: SESSION_UNAVAILABLE. */
  judge(record: SessionRecord): Verdict
  /** What the session may do now; null: it has ended. */
  find(record: SessionRecord): Promise<OpenedSession | null>
  noteSeen(record: SessionRecord): void
  noteEnded(record: SessionRecord): Promise<void>
}

/** All that one gateway process has to do with identity about sessions. */
export class IdentityAccess implements SessionAccess {
  readonly keeper: AccessKeeper
  readonly #source: AccessSource
  readonly #seen: SeenSessions
  readonly #log: Log

  constructor(
    source: AccessSource,
    log: Log,
    { maxAgeMs, onChanges }: Pick<AccessKeeperParts, 'maxAgeMs' | 'onChanges'>,
  ) {
    this.#source = source
    this.#log = log
    this.#seen = new SeenSessions(source, log)
    this.keeper = new AccessKeeper({ source, log, maxAgeMs, ...(onChanges && { onChanges }) })
  }

  readonly open: AccessSource['open'] = (info, device) => this.#source.open(info, device)

  judge(record: SessionRecord): Verdict {
    return this.keeper.judge(record)
  }

  find(record: SessionRecord): Promise<OpenedSession | null> {
    return this.#source.find(record)
  }

  noteSeen(record: SessionRecord): void {
    this.#seen.note(record)
  }

  /** Never rejects: the session has ended here; only the lists show it a while longer. */
  async noteEnded(record: SessionRecord): Promise<void> {
    await this.#source
      .end(record)
      .catch(cause => this.#log.warn('session.end_not_told', { reason: String(cause) }))
  }

  async stop(): Promise<void> {
    this.keeper.stop()
    await this.#seen.close()
  }
}
