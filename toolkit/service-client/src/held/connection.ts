import type { Socket } from 'node:net'
import { buildConnector } from 'undici'
import { AnswerReader } from './answer-reader.ts'
import { HeldAnswer } from './held-answer.ts'
import type { CallPlace, HeldCall } from './held-call.ts'

export interface HeldAddress {
  hostname: string
  port: string
  connectTimeoutMs: number
}

/** A connection says to it what becomes of it. */
export interface ConnectionOwner {
  /** It may carry another call, within `idleMs` (0: the other side does not say). */
  onFree(connection: HeldConnection, idleMs: number): void
  /** Once; it is of no use any more. */
  onEnd(connection: HeldConnection): void
}

/** What all connections are read into, one after the other: what is kept of it is copied. */
const READ_BYTES = 64 * 1024
const readInto = Buffer.allocUnsafeSlow(READ_BYTES)

/** One connection to a service over plain HTTP/1.1, which carries one call at a time. It does not keep the process alive when it has none. */
export class HeldConnection implements CallPlace {
  /** While it is free: ms of the monotonic clock from which on it is not used any more. */
  usableUntil = 0
  readonly #owner: ConnectionOwner
  readonly #socket: Socket
  #call: HeldCall | null = null
  #reader: AnswerReader | null = null
  #hasEnded = false

  constructor({ hostname, port, connectTimeoutMs }: HeldAddress, owner: ConnectionOwner) {
    this.#owner = owner
    const callback = (length: number) => {
      this.#read(readInto.subarray(0, length))
      return true
    }
    const connect = buildConnector({ timeout: connectTimeoutMs, onread: { buffer: readInto, callback } })
    // The connector's type leaves out what it returns.
    this.#socket = connect({ hostname, port, protocol: 'http:' }, () => {}) as unknown as Socket
    this.#socket.on('error', error => this.#break(error))
    this.#socket.on('end', () => this.#onEnd())
    this.#socket.on('close', () => this.#break(new Error('The connection was closed')))
  }

  /** What is written before there is a connection goes out with its first bytes. */
  carry(call: HeldCall): void {
    this.#call = call
    this.#reader = new AnswerReader(call.isBodyExpected, call.maxAnswerBytes)
    call.place = this
    const { head, body } = call.text
    if (body === null) {
      this.#socket.ref().write(head, 'latin1')
      return
    }
    this.#socket.ref().cork()
    this.#socket.write(head, 'latin1')
    this.#socket.write(body)
    this.#socket.uncork()
  }

  /** Nothing is carried: it may be closed. */
  close(): void {
    this.#break(null)
  }

  /** Its answer may come still, and would be taken for that of another call. */
  leave(call: HeldCall): void {
    if (this.#call === call) this.#break(null)
  }

  #read(bytes: Buffer): void {
    const reader = this.#reader
    try {
      reader?.take(bytes)
    } catch (error) {
      this.#break(error)
    }
    // No call has asked for it.
    if (reader === null) this.#break(null)
    else if (reader.isWhole) this.#finish(reader)
  }

  /** Freed before the call ends, so that what waits goes out first. */
  #finish(reader: AnswerReader): void {
    const call = this.#call
    const { head, body } = reader
    this.#call = null
    this.#reader = null
    // Who answers before it has read all of the request may not read the rest of it.
    const isSound = !reader.hasMore && this.#socket.writableLength === 0
    if (head?.idleMs == null || !isSound) this.#break(null)
    else {
      this.#socket.unref()
      this.#owner.onFree(this, head.idleMs)
    }
    if (head) call?.succeed(new HeldAnswer(head, body))
  }

  #onEnd(): void {
    const reader = this.#reader
    try {
      reader?.end()
    } catch (error) {
      this.#break(error)
    }
    if (reader?.isWhole) this.#finish(reader)
    else this.#break(null)
  }

  /** `reason`: of what it carries. */
  #break(reason: unknown): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#socket.destroy()
    this.#owner.onEnd(this)
    const call = this.#call
    this.#call = null
    this.#reader = null
    call?.fail(reason)
  }
}
