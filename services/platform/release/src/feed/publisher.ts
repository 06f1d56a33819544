import { connectTo, type RedisConnection } from '@portico/redis'

const CHANNEL = 'portico:release:changed'
const TIMEOUT_MS = 1000

/**
 * Tells the gateways through Redis that there is a newer revision. Only a hint that makes them look sooner: nothing waits
 * for Redis, and a message that cannot be sent is dropped.
 */
export class RevisionPublisher {
  readonly #redis: RedisConnection

  constructor(url: string) {
    this.#redis = connectTo(url, { lazyConnect: true, commandTimeout: TIMEOUT_MS })
    this.#redis.on('error', () => {})
    this.#redis.connect().catch(() => {})
  }

  publish(revision: number): void {
    this.#redis.publish(CHANNEL, String(revision)).catch(() => {})
  }

  close(): void {
    this.#redis.disconnect()
  }
}
