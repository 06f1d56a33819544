import { once } from 'node:events'
import type { Redis } from 'ioredis'
import { connectRedis } from '../src/cache/redis-client.ts'
import { RedisSessionStore } from '../src/session/redis-session-store.ts'
import type { SessionStore } from '../src/session/session-store.ts'
import { createLog } from '../src/telemetry/log.ts'

const log = createLog(() => {})

/** A store of one gateway process, with connections of its own. */
export async function openRedisStore(url: string): Promise<SessionStore> {
  const subscriber = await connect(url)
  const store = new RedisSessionStore(await connect(url), subscriber)
  const close = store.close.bind(store)
  store.close = async () => {
    subscriber.disconnect()
    await close()
  }
  return store
}

/** More patient than a gateway: a busy machine is no Redis that hangs. */
export async function connect(url: string): Promise<Redis> {
  const client = connectRedis(url, log, { commandTimeout: 5_000, socketTimeout: 5_000 })
  await once(client, 'ready')
  return client
}
