import { hash, randomUUID } from 'node:crypto'
import type { SharedRedis } from '../redis/shared-redis.ts'

const PREFIX = 'portico:answer:lock:'
/** Longer than most answers take. An owner that ends without a word holds others up for `WAIT_MS` at most. */
const LOCK_MS = 5_000
/** Only who still owns it lets go of it: it may have expired and be another's by now. */
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`

/** `alone`: there is nothing to share a lock by, or it does not answer. */
export type LockState = { kind: 'owned'; release(): void } | { kind: 'held' } | { kind: 'alone' }

/** Among all processes, who works on an answer. */
export interface AnswerLocks {
  take(tenantId: string, key: string): Promise<LockState>
  isHeld(tenantId: string, key: string): Promise<boolean>
}

export const noLocks: AnswerLocks = {
  take: async () => ({ kind: 'alone' }),
  isHeld: async () => false,
}

export class RedisLocks implements AnswerLocks {
  readonly #redis: SharedRedis

  constructor(redis: SharedRedis) {
    this.#redis = redis
  }

  /** A Redis that is away, slow or full is no reason to wait. */
  async take(tenantId: string, key: string): Promise<LockState> {
    const place = placeOf(tenantId, key)
    const owner = randomUUID()
    try {
      const taken = await this.#redis.askShortly(redis => redis.set(place, owner, 'PX', LOCK_MS, 'NX'))
      return taken === 'OK' ? { kind: 'owned', release: () => this.#release(place, owner) } : { kind: 'held' }
    } catch {
      return { kind: 'alone' }
    }
  }

  async isHeld(tenantId: string, key: string): Promise<boolean> {
    const place = placeOf(tenantId, key)
    return this.#redis
      .askShortly(redis => redis.exists(place))
      .then(
        count => count > 0,
        () => false,
      )
  }

  /** Where it is not received, the lock expires. */
  #release(place: string, owner: string): void {
    this.#redis.askShortly(redis => redis.eval(RELEASE, 1, place, owner)).catch(() => null)
  }
}

function placeOf(tenantId: string, key: string): string {
  return `${PREFIX}{t:${encodeURIComponent(tenantId)}}:${hash('sha256', key, 'base64url')}`
}
