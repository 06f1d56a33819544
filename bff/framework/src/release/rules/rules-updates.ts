import { openSubscriber } from '../../redis/shared-redis.ts'
import type { Log } from '../../telemetry/log.ts'
import type { RulesClient } from './rules-client.ts'

/** Where the release service says its new revision, when it has the same Redis. */
const channel = 'portico:release:changed'

/** Updates by Redis besides the service's own: a gateway receives them even while its way to the service is slow. */
export function listenForRules(redisUrl: string | null, rules: RulesClient, log: Log): () => void {
  if (redisUrl === null) return () => {}
  const subscriber = openSubscriber(redisUrl, log)
  subscriber.on('ready', () => void subscriber.subscribe(channel).catch(() => null))
  subscriber.on('message', () => void rules.refresh())
  return () => subscriber.disconnect()
}
