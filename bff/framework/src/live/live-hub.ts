import type { ServerResponse } from 'node:http'
import { setImmediate as breathe } from 'node:timers/promises'
import type { AccessChange } from '@portico/identity-contract'
import type { SessionRecord } from '../access/session-record.ts'
import { hasCode } from '../errors/app-error.ts'
import type { Rules } from '../release/rules/rules.ts'
import { subjectOf } from '../release/tab-routing.ts'
import { LiveConnection } from './connection.ts'
import { frameOf, snapshotFrame } from './frames.ts'
import { type SeatLimits, Seats } from './seats.ts'

const TICK_MS = 1_000
/** Proxies give up on a connection that is silent for 30 to 60 s. */
const BEAT_TICKS = 15
/** Each session is looked up once in so many ticks: one that ran out sends no word. A multiple of `beatTicks`. */
const LOOK_TICKS = 300
/** So many frames are written before other work has its turn. */
const AT_ONCE = 500
/** A browser waits at least this long, and up to twice, before it comes back to another gateway. */
const DRAIN_RETRY_MS = 500

const SEAT_LIMITS: SeatLimits = { session: 4, user: 24, tenant: 4_000, process: 20_000 }

export interface LiveHubParts {
  rules(): Promise<Rules | null>
  /** Without keeping the session alive. Null: it has ended. Faults: SESSION_ENDED, SESSION_UNAVAILABLE. */
  look(cookieId: string): Promise<SessionRecord | null>
  limits?: SeatLimits
}

/**
 * The open streams of this process. Each is sent at once what concerns its session: another snapshot, a revoked release,
 * other permissions, the end. Processes do not talk to each other: each gets rules and access by its own long poll.
 */
export class LiveHub {
  readonly #parts: LiveHubParts
  readonly #seats: Seats
  readonly #byResponse = new Map<ServerResponse, LiveConnection>()
  readonly #byUser = new Map<string, Set<LiveConnection>>()
  readonly #slots = Array.from({ length: LOOK_TICKS }, () => new Set<LiveConnection>())
  #nextSlot = 0
  #tick = 0
  #timer: NodeJS.Timeout | null = null
  #isDraining = false
  #sending: Promise<void> | null = null
  #isRepeated = false

  constructor(parts: LiveHubParts) {
    this.#parts = parts
    this.#seats = new Seats(parts.limits ?? SEAT_LIMITS)
  }

  get size(): number {
    return this.#byResponse.size
  }

  get isDraining(): boolean {
    return this.#isDraining
  }

  /** One for all connections. */
  start(): void {
    this.#timer = setInterval(() => this.beat(), TICK_MS)
    this.#timer.unref()
  }

  /** The caller has set the headers. Faults: TOO_MANY_STREAMS. */
  async open(response: ServerResponse, cookieId: string, record: SessionRecord): Promise<void> {
    if (response.destroyed) return
    const connection = new LiveConnection(response, cookieId, record)
    this.#seats.take(connection)
    connection.slot = this.#nextSlot
    this.#nextSlot = (this.#nextSlot + 1) % LOOK_TICKS
    this.#slots[connection.slot]?.add(connection)
    this.#byResponse.set(response, connection)
    const key = userKey(connection)
    this.#byUser.set(key, (this.#byUser.get(key) ?? new Set()).add(connection))
    response.once('close', this.#forget)
    response.flushHeaders()
    const rules = await this.#parts.rules()
    if (rules) connection.sendSnapshot(snapshotFrame(rules, subjectOf(connection.record.info)))
    // What changed while it was being admitted was sent to the others only.
    await this.#lookAgain(connection)
  }

  /** The rules are others. Several calls at once come to one round, and one more for what came in between. */
  sendRules(): Promise<void> {
    this.#isRepeated = this.#sending !== null
    this.#sending ??= this.#sendAll().finally(() => {
      this.#sending = null
    })
    return this.#sending
  }

  /** Null: all that was known of users may be otherwise. */
  async sendAccess(changes: readonly AccessChange[] | null): Promise<void> {
    const users = changes && new Set(changes.map(userKey))
    const sets = users ? [...users].map(key => this.#byUser.get(key) ?? []) : [this.#byResponse.values()]
    const concerned = sets.flatMap(set => [...set])
    for (let at = 0; at < concerned.length; at += AT_ONCE)
      await Promise.all(concerned.slice(at, at + AT_ONCE).map(one => this.#lookAgain(one)))
  }

  /** Something a user should notice, at every browser that has the product open. Without `userId`: all of a tenant. */
  notify(
    audience: { tenantId: string; userId?: string },
    notice: { kind: string; [more: string]: unknown },
  ): void {
    const frame = frameOf('notice', notice)
    for (const connection of this.#byResponse.values()) {
      const isMeant = audience.userId === undefined || audience.userId === connection.userId
      if (connection.tenantId === audience.tenantId && isMeant) connection.send(frame)
    }
  }

  /** Called by the one timer. Public for tests, which have no time. */
  beat(): void {
    this.#tick = (this.#tick + 1) % LOOK_TICKS
    for (let slot = this.#tick % BEAT_TICKS; slot < LOOK_TICKS; slot += BEAT_TICKS)
      for (const connection of this.#slots[slot] ?? []) connection.beat()
    for (const connection of this.#slots[this.#tick] ?? []) void this.#lookAgain(connection)
  }

  /** Ends all streams, each with its own time to come back. No new ones are taken. */
  drain(): void {
    this.#isDraining = true
    if (this.#timer) clearInterval(this.#timer)
    for (const connection of this.#byResponse.values()) {
      const retryMs = Math.round(DRAIN_RETRY_MS * (1 + Math.random()))
      connection.end(frameOf('moved', { retryMs }))
    }
  }

  async #sendAll(): Promise<void> {
    do {
      this.#isRepeated = false
      const rules = await this.#parts.rules()
      if (!rules) return
      let sent = 0
      for (const connection of this.#byResponse.values()) {
        connection.sendSnapshot(snapshotFrame(rules, subjectOf(connection.record.info)))
        sent += 1
        if (sent % AT_ONCE === 0) await breathe()
      }
    } while (this.#isRepeated)
  }

  /** Never rejects. While it cannot be known whether the session lives the stream goes on, as calls do not. */
  async #lookAgain(connection: LiveConnection): Promise<void> {
    try {
      const record = await this.#parts.look(connection.cookieId)
      if (record) this.#renew(connection, record)
      else connection.end(frameOf('ended', {}))
    } catch (error) {
      if (!hasCode(error, 'SESSION_ENDED')) return
      connection.end(frameOf('ended', { reason: error.details?.reason ?? null }))
    }
  }

  #renew(connection: LiveConnection, record: SessionRecord): void {
    const isOther = record.info.permissions.join() !== connection.record.info.permissions.join()
    connection.record = record
    if (isOther) connection.send(frameOf('access', {}))
  }

  /** `this` is the response: one function for all connections. */
  readonly #forget = forgetter(response => {
    const connection = this.#byResponse.get(response)
    if (!connection) return
    this.#byResponse.delete(response)
    this.#slots[connection.slot]?.delete(connection)
    this.#seats.leave(connection)
    const key = userKey(connection)
    const others = this.#byUser.get(key)
    others?.delete(connection)
    if (others?.size === 0) this.#byUser.delete(key)
  })
}

function forgetter(forget: (response: ServerResponse) => void) {
  return function (this: ServerResponse) {
    forget(this)
  }
}

function userKey({ tenantId, userId }: { tenantId: string; userId: string }): string {
  return `${tenantId}\n${userId}`
}
