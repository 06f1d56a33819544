import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdCompress, zstdDecompress } from 'node:zlib'
import type { RedisConnection } from '@portico/redis'
import type { SharedRedis } from '../redis/shared-redis.ts'
import type { CacheRead, CacheSlot, CacheTier, CacheWrite, Found } from './cache-tier.ts'
import { share } from './shared-value.ts'

/** The number is the format of the values: another version of the gateway reads none of them. */
const PREFIX = 'portico:cache:4:'
/** Of all versions together: what one of them writes is void for the others too. */
const EPOCH_PREFIX = 'portico:cache:epoch:'
/** Far longer than any value lives, so an epoch that expires cannot make an old value valid again. */
const EPOCH_TTL_SECONDS = 24 * 3600
const MAX_PENDING = 10_000

/**
 * Values all gateway processes share. An epoch is a counter a tenant and tag. Invalidations that did not reach Redis are
 * sent again before anything else is read; until then every read misses.
 */
export class RedisTier implements CacheTier {
  readonly #redis: SharedRedis
  #pending = new Set<string>()

  constructor(redis: SharedRedis) {
    this.#redis = redis
  }

  /** Nothing of it is in this process. */
  peek(): Found {
    return null
  }

  async read(slots: readonly CacheSlot[]): Promise<(CacheRead | null)[]> {
    if (slots.length === 0) return []
    try {
      await this.#sendPending()
    } catch {
      return slots.map(() => null)
    }
    const tenants = [...new Set(slots.map(slot => slot.tenantId))]
    const found = await Promise.all(tenants.map(tenant => this.#readOf(tenant, slots)))
    const bySlot = new Map(found.flat())
    return slots.map(slot => bySlot.get(slot) ?? null)
  }

  async write(writes: readonly CacheWrite[]): Promise<void> {
    if (writes.length === 0 || this.#pending.size > 0) return
    const sent = writes.map(async ({ slot, stamp, value, ttlMs }) => {
      const text = `${stamp}\n${Math.ceil(Date.now() + ttlMs)}\n${await packed(JSON.stringify(value))}`
      return this.#redis.askShortly(redis => redis.set(valueKey(slot), text, 'PX', Math.ceil(ttlMs)))
    })
    await Promise.allSettled(sent)
  }

  /** None is known here. */
  epochOf(): number {
    return 0
  }

  async invalidate(tenantId: string, tags: readonly string[]): Promise<boolean> {
    for (const tag of tags) this.#pending.add(epochKey(tenantId, tag))
    return this.#sendPending().then(
      () => true,
      () => {
        this.#boundPending()
        return false
      },
    )
  }

  async close(): Promise<void> {
    this.#redis.close()
  }

  /** One tenant's at a time, for keys of two may lie on two machines. Nothing when Redis does not answer. */
  async #readOf(tenantId: string, all: readonly CacheSlot[]): Promise<[CacheSlot, CacheRead][]> {
    const slots = all.filter(slot => slot.tenantId === tenantId)
    const epochKeys = [...new Set(slots.flatMap(slot => slot.tags.map(tag => epochKey(tenantId, tag))))]
    const keys = [...epochKeys, ...slots.map(valueKey)]
    const answers = await this.#redis.askShortly(redis => redis.mget(keys)).catch(() => null)
    if (answers === null) return []
    const epochs = new Map(epochKeys.map((key, index) => [key, answers[index] ?? '0']))
    const reads = slots.map((slot, index) => {
      const stamp = slot.tags.map(tag => epochs.get(epochKey(tenantId, tag))).join('.')
      return readEntry(answers[epochKeys.length + index] ?? null, stamp)
    })
    const found = await allOf(reads)
    return slots.map((slot, index) => [slot, found[index] as CacheRead])
  }

  async #sendPending(): Promise<void> {
    if (this.#pending.size === 0) return
    const keys = [...this.#pending]
    await Promise.all(keys.map(key => this.#redis.askShortly(redis => countUp(redis, key))))
    for (const key of keys) this.#pending.delete(key)
  }

  /** With Redis away this long every value there has expired; the oldest invalidations are needed no more. */
  #boundPending(): void {
    if (this.#pending.size > MAX_PENDING) this.#pending = new Set([...this.#pending].slice(-MAX_PENDING))
  }
}

async function countUp(redis: RedisConnection, key: string): Promise<void> {
  await Promise.all([redis.incr(key), redis.expire(key, EPOCH_TTL_SECONDS)])
}

/** What stands in braces decides where a cluster keeps the key: all of one tenant in one place. Never empty. */
function placeOf(tenantId: string): string {
  return `{t:${encodeURIComponent(tenantId)}}`
}

function epochKey(tenantId: string, tag: string): string {
  return `${EPOCH_PREFIX}${placeOf(tenantId)}:${tag}`
}

function valueKey({ tenantId, key }: CacheSlot): string {
  return `${PREFIX}${placeOf(tenantId)}:${hash('sha256', key, 'base64url')}`
}

/** Of many small entries a promise each would cost more than reading them. */
function allOf(reads: (CacheRead | Promise<CacheRead>)[]): CacheRead[] | Promise<CacheRead[]> {
  return reads.some(read => read instanceof Promise) ? Promise.all(reads) : (reads as CacheRead[])
}

function readEntry(text: string | null, stamp: string): CacheRead | Promise<CacheRead> {
  const missing = { value: null, stamp }
  if (!text?.startsWith(`${stamp}\n`)) return missing
  const endOfStamp = stamp.length + 1
  const endOfTime = text.indexOf('\n', endOfStamp)
  const endsAt = Number(text.slice(endOfStamp, endOfTime))
  const found = (json: string) => ({ value: share(JSON.parse(json) as unknown), stamp: null, endsAt })
  const value = text.slice(endOfTime + 1)
  if (!value.startsWith(MARK)) return found(value)
  return unpacked(value.slice(MARK.length)).then(found, () => missing)
}

/** Large values are compressed: a list of 170 KB takes 16. JSON never begins with the mark. */
const MIN_PACKED = 8 * 1024
const MARK = 'z'
const pack = promisify(zstdCompress)
const unpack = promisify(zstdDecompress)

async function packed(json: string): Promise<string> {
  return json.length < MIN_PACKED ? json : MARK + (await pack(json)).toString('base64')
}

async function unpacked(text: string): Promise<string> {
  return (await unpack(Buffer.from(text, 'base64'))).toString()
}
