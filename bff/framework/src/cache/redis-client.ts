import { Redis, type RedisOptions } from 'ioredis'
import type { Log } from '../telemetry/log.ts'

/**
 * A Redis that hangs costs 30 ms once and almost nothing after; one that is down fails at once. By default ioredis
 * queues and resends, and a request would hang for seconds.
 */
const options: RedisOptions = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: 30,
  socketTimeout: 200,
  connectTimeout: 500,
  autoResendUnfulfilledCommands: false,
  enableAutoPipelining: true,
  retryStrategy: attempt => Math.min(50 * attempt, 1000),
}

export function connectRedis(url: string, log: Log, overrides: RedisOptions = {}): Redis {
  const redis = new Redis(url, { ...options, ...overrides })
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

const firstConnectMs = 2_000

/** Resolves once connected, or after 2 s without: a gateway must come up where Redis does not. */
export async function firstConnect(redis: Redis): Promise<void> {
  if (redis.status === 'ready') return
  await new Promise<void>(resolve => {
    setTimeout(resolve, firstConnectMs).unref()
    redis.once('ready', resolve)
  })
}

/** A busy process may read an answer too late, so it is asked more than once. */
const pings = 3

export async function answersPing(redis: Redis): Promise<boolean> {
  for (let ping = 0; ping < pings; ping += 1) {
    const isAnswered = await redis.ping().then(
      () => true,
      () => false,
    )
    if (isAnswered) return true
  }
  return false
}
