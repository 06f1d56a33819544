import { STABLE_TAG, type Tag } from '@portico/release'
import pg from 'pg'
import type { Database } from '../database/database.ts'
import type { Transaction } from '../database/transaction.ts'
import { BUS_SCHEMA, type BusSettings } from './port/settings.ts'
import { queueOf, type Transport } from './port/transport.ts'
import { isSilentSql } from './pulse.ts'

interface SubscriptionKey {
  event: string
  consumer: string
  tag: Tag
}

/**
 * From now on messages of the event wait for this consumer. The queue is there before the first of them. `isHere`: it is
 * this process, not one that a writer names.
 */
export async function ensureSubscription(
  transport: Transport,
  database: Database,
  { event, consumer, tag, isHere }: SubscriptionKey & { isHere: boolean },
) {
  await transport.ensureQueue(queueOf(event, consumer, tag))
  await database.execute(
    `insert into ${BUS_SCHEMA}.portico_subscription as s (event, consumer, tag, seen_at)
     values ($1, $2, $3, case when $4 then clock_timestamp() end)
     on conflict (event, consumer, tag) do update set seen_at = excluded.seen_at where excluded.seen_at is not null`,
    [event, consumer, tag, isHere],
  )
}

interface Publication {
  event: string
  targets: Readonly<Record<string, Tag>>
  /** Consumers the writer names: their stable ones get it however long they have been away. */
  named: readonly string[]
}

/**
 * One queue for each consumer of the event: that of the tag the routing targets name, else the stable one. A consumer that
 * was not seen for `forgottenAfterMs` does not count: a build that no longer takes the event would leave its messages there.
 */
export async function listTargets(
  tx: Transaction,
  { event, targets, named }: Publication,
  { forgottenAfterMs }: Pick<BusSettings, 'forgottenAfterMs'>,
): Promise<{ consumer: string; queue: string }[]> {
  const rows = await tx.list<{ consumer: string; tags: Tag[] }>(
    `select consumer, array_agg(tag) as tags from ${BUS_SCHEMA}.portico_subscription
     where event = $1 and (seen_at is null or not ${isSilentSql('seen_at', '$2')} or (tag = $3 and consumer = any($4)))
     group by consumer`,
    [event, forgottenAfterMs, STABLE_TAG, named],
  )
  return rows.flatMap(({ consumer, tags }) => {
    const tag = [targets[consumer] ?? STABLE_TAG, STABLE_TAG].find(each => tags.includes(each))
    return tag === undefined ? [] : [{ consumer, queue: queueOf(event, consumer, tag) }]
  })
}

/** Queues the consumer takes from now: its own, and for stable those whose tag is silent about this event. */
export async function listSources(
  database: Database,
  { event, consumer, tag }: SubscriptionKey,
  silentAfterMs: number,
): Promise<string[]> {
  const own = queueOf(event, consumer, tag)
  if (tag !== STABLE_TAG) return [own]
  const rows = await database.look<{ tag: Tag }>(
    `select tag from ${BUS_SCHEMA}.portico_subscription
     where event = ${pg.escapeLiteral(event)} and consumer = ${pg.escapeLiteral(consumer)}
       and tag <> '${STABLE_TAG}' and ${isSilentSql('seen_at', String(silentAfterMs))} order by tag`,
  )
  return [own, ...rows.map(row => queueOf(event, consumer, row.tag))]
}
