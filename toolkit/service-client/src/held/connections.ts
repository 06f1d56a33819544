import { channel } from 'node:diagnostics_channel'
import type { Exchange } from '../wire/exchange.ts'
import type { HeldRequest, Limits } from '../wire/wire-request.ts'
import { type ConnectionOwner, type HeldAddress, HeldConnection } from './connection.ts'
import { type CallPlace, HeldCall } from './held-call.ts'
import { writeRequest } from './request-text.ts'

/** How long a connection lies idle before it is closed, where its service does not say how long it keeps it: 5 s is usual. */
const IDLE_MS = 4_000
/** Where it says longer. To open a hundred for the first calls after a pause takes longer than the calls do. */
const MAX_IDLE_MS = 30_000
/** Before the other side closes it: a call that is on its way then would be cut. */
const MARGIN_MS = 2_000
const SWEEP_MS = 1_000
/** Who subscribes to it is given the address, method and path of each call, as undici's channels do of theirs. */
const sent = channel('portico:held-call')

/**
 * Connections to one address over plain HTTP, each with one call at a time, and as many as there are calls. For calls whose
 * body and answer are held, which is nearly all there are: TLS and streams are undici's.
 *
 * What is asked in one turn of the loop goes out at its end, when its sockets were read: that a connection was closed, or that something
 * came on it that no call asked for, is seen before it is used again.
 */
export class Connections implements ConnectionOwner, CallPlace {
  readonly #origin: string
  readonly #address: HeldAddress
  readonly #host: string
  readonly #open = new Set<HeldConnection>()
  /** The one that was used last is taken first, so that the rest can be closed. */
  readonly #free: HeldConnection[] = []
  #waiting: HeldCall[] = []
  #sweeper: NodeJS.Timeout | null = null
  #onEmpty: (() => void) | null = null

  constructor(origin: string, connectTimeoutMs: number) {
    const { hostname, port, host } = new URL(origin)
    this.#origin = origin
    this.#address = { hostname: hostname.replace(/^\[|\]$/g, ''), port: port || '80', connectTimeoutMs }
    this.#host = host
  }

  /** As `exchange`. */
  exchange(request: HeldRequest, limits: Limits): Promise<Exchange> {
    return new Promise((resolve, reject) => {
      if (this.#onEmpty) throw new Error('The client is closed')
      const text = writeRequest(this.#host, request)
      const call = new HeldCall(text, request.method, limits, { resolve, reject })
      if (call.hasEnded) return
      const { method, path } = request
      if (sent.hasSubscribers) sent.publish({ origin: this.#origin, method, path })
      call.place = this
      if (this.#waiting.push(call) === 1) setImmediate(() => this.#sendWaiting())
    })
  }

  /** Waits for what is under way. */
  close(): Promise<void> {
    return new Promise(resolve => {
      this.#onEmpty = resolve
      for (const connection of [...this.#free]) connection.close()
      this.#checkEmpty()
    })
  }

  leave(call: HeldCall): void {
    this.#waiting = this.#waiting.filter(other => other !== call)
    this.#checkEmpty()
  }

  onFree(connection: HeldConnection, idleMs: number): void {
    const usableMs = idleMs === 0 ? IDLE_MS : Math.min(MAX_IDLE_MS, idleMs - MARGIN_MS)
    const isOver = this.#onEmpty !== null && this.#waiting.length === 0
    if (usableMs <= 0 || isOver) {
      connection.close()
      return
    }
    connection.usableUntil = performance.now() + usableMs
    this.#free.push(connection)
    this.#sweeper ??= setInterval(() => this.#sweep(), SWEEP_MS).unref()
  }

  onEnd(connection: HeldConnection): void {
    this.#open.delete(connection)
    const place = this.#free.indexOf(connection)
    if (place >= 0) this.#free.splice(place, 1)
    this.#checkEmpty()
  }

  #sendWaiting(): void {
    const calls = this.#waiting
    this.#waiting = []
    for (const call of calls) (this.#takeFree() ?? this.#connect()).carry(call)
  }

  /** Null: none is free. A loop that stood still may not have seen that one was closed. */
  #takeFree(): HeldConnection | null {
    for (let last = this.#free.pop(); last; last = this.#free.pop()) {
      if (last.usableUntil > performance.now()) return last
      last.close()
    }
    return null
  }

  #connect(): HeldConnection {
    const connection = new HeldConnection(this.#address, this)
    this.#open.add(connection)
    return connection
  }

  #sweep(): void {
    const now = performance.now()
    for (const connection of this.#free.filter(({ usableUntil }) => usableUntil <= now)) connection.close()
    if (this.#free.length > 0 || !this.#sweeper) return
    clearInterval(this.#sweeper)
    this.#sweeper = null
  }

  #checkEmpty(): void {
    if (this.#open.size === 0 && this.#waiting.length === 0) this.#onEmpty?.()
  }
}
