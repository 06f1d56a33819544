import { Redis } from 'ioredis'

const CHANNEL = 'portico:release:changed'
const TIMEOUT_MS = 1000
const MAX_RETRY_MS = 5000

/**
 * Tells the gateways through Redis that there is a newer revision. Only a hint that makes them look sooner: nothing waits
 * for Redis, and a message that cannot be sent is dropped.
 */
export class RevisionPublisher {
  readonly #redis: Redis

  constructor(url: string) {
    this.#redis = new Redis(url, {
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: TIMEOUT_MS,
      commandTimeout: TIMEOUT_MS,
      retryStrategy: attempt => Math.min(attempt * 100, MAX_RETRY_MS),
    })
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
