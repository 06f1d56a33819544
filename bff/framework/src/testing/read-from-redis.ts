import { AnswerCache } from '../cache/answer-cache.ts'
import { RedisTier } from '../cache/redis-tier.ts'
import type { Stores } from '../gateway/stores.ts'
import { openRedis, SharedRedis } from '../redis/shared-redis.ts'
import { createLog } from '../telemetry/log.ts'

const PATIENCE = { shortMs: 150, longMs: 2_000 }

/** Takes the near copies of whole answers out of a gateway that runs, to measure what reading them from Redis costs. */
export function readFromRedis({ answers }: Stores, url: string): void {
  const redis = new SharedRedis(
    openRedis(
      url,
      createLog(() => {}),
    ),
    PATIENCE,
  )
  const far = new AnswerCache(new RedisTier(redis))
  Object.assign(answers, { findNow: () => null, answer: far.answer.bind(far) })
}
