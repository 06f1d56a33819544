import { stableTag, type Tag } from '@portico/release'
import type { PgBoss } from 'pg-boss'
import type { Database } from '../database/database.ts'
import type { Transaction } from '../database/transaction.ts'
import { isSilentSql } from './pulse.ts'
import { ensureQueue, queueOf } from './queues.ts'
import { BUS_SCHEMA, type BusSettings } from './settings.ts'

interface SubscriptionKey {
  event: string
  consumer: string
  tag: Tag
}

/** From now on messages of the event wait for this consumer. The queue is there before the first of them. */
export async function ensureSubscription(
  boss: PgBoss,
  database: Database,
  { event, consumer, tag }: SubscriptionKey,
  settings: BusSettings,
) {
  await ensureQueue(boss, queueOf(event, consumer, tag), settings)
  await database.execute(
    `insert into ${BUS_SCHEMA}.portico_subscription (event, consumer, tag) values ($1, $2, $3) on conflict do nothing`,
    [event, consumer, tag],
  )
}

/** One queue for each consumer of the event: that of the tag its road gives it, where such a consumer has ever been. */
export async function listTargets(
  tx: Transaction,
  event: string,
  road: Readonly<Record<string, Tag>>,
): Promise<{ consumer: string; queue: string }[]> {
  const rows = await tx.list<{ consumer: string; tags: Tag[] }>(
    `select consumer, array_agg(tag) as tags from ${BUS_SCHEMA}.portico_subscription where event = $1 group by consumer`,
    [event],
  )
  return rows.map(({ consumer, tags }) => {
    const wished = road[consumer] ?? stableTag
    const tag = tags.includes(wished) ? wished : stableTag
    return { consumer, queue: queueOf(event, consumer, tag) }
  })
}

/** Queues the consumer takes from now: its own, and for stable those whose tag is silent. */
export async function listSources(
  database: Database,
  { event, consumer, tag }: SubscriptionKey,
  silentAfterMs: number,
): Promise<string[]> {
  const own = queueOf(event, consumer, tag)
  if (tag !== stableTag) return [own]
  const { rows } = await database.execute<{ tag: Tag }>(
    `select s.tag from ${BUS_SCHEMA}.portico_subscription s
     left join ${BUS_SCHEMA}.portico_heartbeat h on h.service = s.consumer and h.tag = s.tag
     where s.event = $1 and s.consumer = $2 and s.tag <> $3 and ${isSilentSql('h.seen_at', '$4')} order by s.tag`,
    [event, consumer, stableTag, silentAfterMs],
  )
  return [own, ...rows.map(row => queueOf(event, consumer, row.tag))]
}
