import { setTimeout as sleep } from 'node:timers/promises'
import { connectTo, type RedisConnection } from '@portico/redis'
import type { Log } from '../telemetry/log.ts'
import { afterLoopTime } from './loop-time.ts'

/** In milliseconds of a loop that can read: see `afterLoopTime`. */
export interface RedisPatience {
  /** Of what there is another way for: a cache misses, a session that is remembered is believed. */
  shortMs: number
  /** Of what there is none for: logging in. A connection that says nothing for so long is replaced. */
  longMs: number
}

/** Redis said nothing in time; it may have done what it was asked. */
class RedisSilent extends Error {
  constructor(ms: number) {
    super(`Redis did not answer within ${ms} ms.`)
  }
}

/** Between two looks at a Redis that was slow. */
const PROBE_MS = 250

/**
 * The connection that cache and sessions share. Once an answer is overdue, what has another way does not ask until a probe is
 * answered in time: a Redis that hangs, or is slower than doing without, costs those who notice it the short wait, and all
 * others nothing.
 */
export class SharedRedis {
  readonly connection: RedisConnection
  readonly #patience: RedisPatience
  #isSlow = false
  #isClosed = false
  /** Counts connections, so that one is left once by all that were refused on it. */
  #connected = 0

  constructor(connection: RedisConnection, patience: RedisPatience) {
    this.connection = connection
    this.#patience = patience
    this.#watchHandshake()
    connection.on('ready', () => {
      this.#connected += 1
    })
  }

  /** For what has another way. Rejects at once while Redis is slow. */
  async askShortly<T>(ask: (redis: RedisConnection) => Promise<T>): Promise<T> {
    if (this.#isSlow) throw new RedisSilent(0)
    return this.#wait(ask(this.connection), true)
  }

  /** For what has none. A master that is none any more is left for the new one, and asked there once more. */
  async ask<T>(ask: (redis: RedisConnection) => Promise<T>): Promise<T> {
    const asked = this.#connected
    try {
      return await this.#wait(ask(this.connection), false)
    } catch (error) {
      if (!isDemoted(error)) throw error
      await this.#leave(asked)
      return this.#wait(ask(this.connection), false)
    }
  }

  isLive(): Promise<boolean> {
    return this.#wait(this.connection.ping(), true).then(
      () => true,
      () => false,
    )
  }

  close(): void {
    this.#isClosed = true
    this.connection.disconnect()
  }

  async #probe(): Promise<void> {
    if (this.#isSlow) return
    this.#isSlow = true
    do await sleep(PROBE_MS, null, { ref: false })
    while (!this.#isClosed && !(await this.isLive()))
    this.#isSlow = false
  }

  #wait<T>(answer: Promise<T>, isShort: boolean): Promise<T> {
    const { shortMs, longMs } = this.#patience
    return new Promise<T>((resolve, reject) => {
      const stopShort = afterLoopTime(shortMs, () => {
        void this.#probe()
        if (isShort) reject(new RedisSilent(shortMs))
      })
      const settle = () => {
        stopShort()
        stopLong()
      }
      // An answer that is given up is awaited no more: a cluster may never settle what it asked of a node that died.
      const stopLong = afterLoopTime(longMs, () => {
        settle()
        reject(new RedisSilent(longMs))
        this.#replaceSilent()
      })
      answer.then(resolve, reject)
      answer.then(settle, settle)
    })
  }

  /** Of a cluster the nodes that are silent, and no other. */
  #replaceSilent(): void {
    if (!('nodes' in this.connection)) {
      this.connection.disconnect(true)
      return
    }
    for (const node of this.connection.nodes()) {
      const stop = afterLoopTime(this.#patience.longMs, () => node.disconnect())
      node.ping().then(stop, stop)
    }
  }

  /** A server that takes connections and says nothing never gets ready; it is called again. */
  #watchHandshake(): void {
    let stop = () => {}
    this.connection.on('connect', () => {
      stop()
      stop = afterLoopTime(this.#patience.longMs, () => {
        if (this.connection.status === 'connect') this.connection.disconnect(true)
      })
    })
    for (const end of ['ready', 'close', 'end']) this.connection.on(end, () => stop())
  }

  /** Resolves with the next connection, or without when it takes longer than the long wait. */
  #leave(connected: number): Promise<void> {
    if (this.#connected !== connected) return Promise.resolve()
    return new Promise(resolve => {
      const stop = afterLoopTime(this.#patience.longMs, resolve)
      this.connection.once('ready', () => {
        stop()
        resolve()
      })
    })
  }
}

function isDemoted(error: unknown): boolean {
  return error instanceof Error && error.message.includes('READONLY')
}

/** Said once when it goes away, and once when it is back. */
export function openRedis(url: string, log: Log): RedisConnection {
  return reported(connectTo(url, { enableAutoPipelining: true }), log)
}

/** A connection that only listens. */
export function openSubscriber(url: string, log: Log): RedisConnection {
  return reported(connectTo(url), log)
}

function reported(redis: RedisConnection, log: Log): RedisConnection {
  let isReported = false
  redis.on('error', error => {
    if (!isReported) log.error('redis.unreachable', error)
    isReported = true
  })
  redis.on('ready', () => {
    if (isReported) log.info('redis.back')
    isReported = false
  })
  return redis
}

const FIRST_CONNECT_MS = 2_000

/** Resolves once connected, or after 2 s without: a gateway must come up where Redis does not. */
export async function firstConnect(redis: RedisConnection): Promise<void> {
  if (redis.status === 'ready') return
  await new Promise<void>(resolve => {
    setTimeout(resolve, FIRST_CONNECT_MS).unref()
    redis.once('ready', resolve)
  })
}
