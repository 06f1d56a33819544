import { randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Verdict } from '../access/access-changes.ts'
import type { OpenedSession } from '../access/access-source.ts'
import type { SessionAccess } from '../access/session-access.ts'
import type { SessionRecord } from '../access/session-record.ts'
import { AppError } from '../errors/app-error.ts'
import type { Log } from '../telemetry/log.ts'
import { type SessionKey, sessionKeyOf } from './session-key.ts'
import type { SessionRecords } from './session-records.ts'
import { StoreFull } from './session-store.ts'

export const IDLE_MS = 30 * 60_000
export const ABSOLUTE_MS = 12 * 3600_000
/** Calls under way when the login changes still carry the old id. */
const GRACE_MS = 10_000
/** Writing `seenAt` on every call would double the store's work. */
const TOUCH_MS = 60_000
const MAX_NEAR = 10_000
/** More in one go would time out in each other's company. */
const RESTORED_AT_ONCE = 100

/**
 * The rules of a session: 256-bit ids of which only the hash is kept, idle and absolute end, rotation, revocation.
 * A session seen lately stays usable while the store is away, and is put back into one that comes back empty, so that
 * losing Redis logs no user out.
 */
export class Sessions {
  readonly #records: SessionRecords
  readonly #log: Log
  readonly #now: () => number
  readonly #access: SessionAccess
  readonly #near = new LRUCache<string, SessionRecord>({ max: MAX_NEAR })
  /** Sessions that are being brought up to date, so that calls at the same moment ask once. */
  readonly #renewing = new Map<string, Promise<SessionRecord>>()

  constructor(records: SessionRecords, access: SessionAccess, log: Log, now: () => number = Date.now) {
    this.#records = records
    this.#access = access
    this.#log = log
    this.#now = now
    records.onChanged(key => void this.#near.delete(key))
    records.onBack(() => void this.#restoreAll())
  }

  /** Returns the id for the cookie. `predecessor` is the id the same browser held so far. */
  async create(opened: OpenedSession, predecessor: string | null): Promise<string> {
    const id = randomBytes(32).toString('base64url')
    const now = this.#now()
    await this.#save(sessionKeyOf(id), { ...opened, createdAt: now, seenAt: now, endsAt: now + ABSOLUTE_MS })
    if (predecessor !== null) await this.#retire(sessionKeyOf(predecessor))
    return id
  }

  /**
   * Null: unknown, expired or logged out. Faults: SESSION_ENDED with `reason` when it was ended by a change of its user,
   * SESSION_UNAVAILABLE when that cannot be known.
   */
  async find(id: string): Promise<SessionRecord | null> {
    const record = await this.look(id)
    if (record && this.#now() - record.seenAt > TOUCH_MS) await this.#touch(sessionKeyOf(id), record)
    return record
  }

  /**
   * As `find`, by what `sessionKeyOf` makes of the id, of a session that is in this process and that nothing is to be done about: no promise is made for it. Null: `find` says. Faults:
   * those of `find`.
   */
  findNow(key: SessionKey): SessionRecord | null {
    const known = this.#records.findNow(key)
    if (!known) return null
    if (this.#near.get(key) !== known) this.#near.set(key, known)
    const now = this.#now()
    const isSettled = now - known.seenAt <= TOUCH_MS && now < known.endsAt && isNamed(known)
    return isSettled && this.#access.judge(known).is === 'CURRENT' ? known : null
  }

  /** As `find`, for what goes on without a person: it does not keep the session from running out. */
  async look(id: string): Promise<SessionRecord | null> {
    const key = sessionKeyOf(id)
    const known = await this.#read(key)
    if (!known || !isNamed(known) || this.#remainingMs(known) <= 0) return null
    const verdict = this.#access.judge(known)
    return verdict.is === 'CURRENT' ? known : this.#bringUpToDate(key, known, verdict)
  }

  async end(id: string): Promise<void> {
    const key = sessionKeyOf(id)
    const record = this.#near.get(key) ?? (await this.#records.find(key).catch(() => null))
    this.#near.delete(key)
    await this.#records.end(key, IDLE_MS).catch(cause => unavailable(cause))
    if (record) await this.#access.noteEnded(record)
  }

  close(): Promise<void> {
    return this.#records.close()
  }

  async #bringUpToDate(
    key: string,
    record: SessionRecord,
    verdict: Exclude<Verdict, { is: 'CURRENT' }>,
  ): Promise<SessionRecord> {
    if (verdict.is === 'ENDED') throw sessionEnded(verdict.reason)
    const underWay = this.#renewing.get(key) ?? this.#renew(key, record)
    this.#renewing.set(key, underWay)
    return underWay.finally(() => this.#renewing.delete(key))
  }

  async #renew(key: string, record: SessionRecord): Promise<SessionRecord> {
    const opened = await this.#access.find(record).catch(cause => unavailable(cause))
    if (!opened) throw sessionEnded(null)
    const renewed = { ...record, ...opened }
    try {
      const isReplaced = await this.#records.replace(key, record, renewed, this.#remainingMs(renewed))
      if (isReplaced) this.#near.set(key, renewed)
      else await this.#read(key)
    } catch (cause) {
      this.#near.set(key, renewed)
      this.#log.error('session.not_renewed', cause)
    }
    return renewed
  }

  async #read(key: string): Promise<SessionRecord | null> {
    const near = this.#near.get(key)
    try {
      const record =
        (await this.#records.find(key, { isRemembered: near !== undefined })) ?? (await this.#restore(key))
      if (!record) this.#near.delete(key)
      else if (record !== this.#near.peek(key)) this.#near.set(key, record)
      return record
    } catch (cause) {
      return this.#near.get(key) ?? unavailable(cause)
    }
  }

  /** A session that ended has left its mark in the store: what is not there at all, the store has lost. */
  async #restore(key: string): Promise<SessionRecord | null> {
    const near = this.#near.get(key)
    const remainingMs = near ? this.#remainingMs(near) : 0
    return near && remainingMs > 0 ? this.#records.restore(key, near, remainingMs) : null
  }

  /** At once, since the next call of a session may reach a process that has never seen it. */
  async #restoreAll(): Promise<void> {
    const keys = [...this.#near.keys()]
    for (let start = 0; start < keys.length; start += RESTORED_AT_ONCE) {
      // What fails here is put back by the next call of its session.
      await Promise.allSettled(keys.slice(start, start + RESTORED_AT_ONCE).map(key => this.#restoreOne(key)))
    }
  }

  async #restoreOne(key: string): Promise<void> {
    const record = await this.#restore(key)
    if (record) this.#near.set(key, record)
  }

  async #save(key: string, record: SessionRecord): Promise<void> {
    await this.#records.save(key, record, this.#remainingMs(record)).catch(cause => unavailable(cause))
    this.#near.set(key, record)
  }

  /** A logout or a login may come between reading and this: what ended then is not brought back. */
  async #touch(key: string, record: SessionRecord): Promise<void> {
    const seen = { ...record, seenAt: this.#now() }
    try {
      const isReplaced = await this.#records.replace(key, record, seen, this.#remainingMs(seen))
      if (isReplaced) this.#near.set(key, seen)
      else await this.#read(key)
    } catch (cause) {
      this.#near.set(key, seen)
      this.#log.error('session.not_touched', cause)
    }
    this.#access.noteSeen(seen)
  }

  async #retire(key: string): Promise<void> {
    const record = await this.#read(key)
    if (!record) return
    const short = { ...record, endsAt: Math.min(record.endsAt, this.#now() + GRACE_MS) }
    await this.#records.cutShort(key, short, this.#remainingMs(short)).catch(cause => unavailable(cause))
    this.#near.set(key, short)
  }

  #remainingMs({ seenAt, endsAt }: SessionRecord): number {
    return Math.min(seenAt + IDLE_MS, endsAt) - this.#now()
  }
}

/** False for one an older version of the gateway kept: it could not be ended by a change, so it is not believed. */
function isNamed(record: Partial<SessionRecord>): boolean {
  return record.sessionId !== undefined
}

/** `reason` is identity's, such as LOCKED; null where it is not known any more. */
function sessionEnded(reason: string | null): AppError {
  return new AppError('SESSION_ENDED', undefined, { reason })
}

/** Faults: SESSIONS_FULL, SESSION_UNAVAILABLE. */
function unavailable(cause: unknown): never {
  if (cause instanceof StoreFull) {
    throw new AppError('SESSIONS_FULL', undefined, undefined, {
      cause,
    })
  }
  throw new AppError('SESSION_UNAVAILABLE', undefined, undefined, { cause })
}
