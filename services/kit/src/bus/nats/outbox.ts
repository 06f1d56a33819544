import { readCallContext } from '../../context/context.ts'
import type { Database } from '../../database/database.ts'
import type { Transaction } from '../../database/transaction.ts'
import type { QueueState } from '../../metrics/service-metrics.ts'
import type { Envelope } from '../port/message.ts'
import { BUS_SCHEMA } from '../port/settings.ts'
import type { Addressed } from '../port/transport.ts'

/** As many as the migration made. */
const PARTITIONS = 16
const TABLE = `${BUS_SCHEMA}.portico_outbox`

export interface Outgoing {
  id: string
  sendId: string
  queue: string
  envelope: Envelope
}

export async function writeOutbox(tx: Transaction, messages: readonly Addressed[]) {
  if (messages.length === 0) return
  const rows = messages.map(({ queue, envelope }) => ({ queue, envelope, tenant: tenantOf(envelope) }))
  await tx.run(
    `insert into ${TABLE} (partition, queue, envelope)
     select abs(hashtext(row ->> 'tenant')) % ${PARTITIONS}, row ->> 'queue', row -> 'envelope'
     from jsonb_array_elements($1) with ordinality as given (row, place) order by place`,
    [JSON.stringify(rows)],
  )
}

export interface Claimed {
  partition: number
  /** In the order in which they are to be sent. */
  messages: Outgoing[]
}

/** The oldest of a partition that no other relay sends from, and that none can send from until the transaction ends. */
export async function claimOutgoing(tx: Transaction, max: number): Promise<Claimed | null> {
  const claimed = await tx.find<{ partition: number }>(
    `select p.partition from ${BUS_SCHEMA}.portico_outbox_partition p
     cross join lateral (select id from ${TABLE} o where o.partition = p.partition order by id limit 1) oldest
     order by oldest.id limit 1 for update of p skip locked`,
  )
  if (!claimed) return null
  const messages = await tx.list<Outgoing>(
    `select id::text, send_id as "sendId", queue, envelope from ${TABLE}
     where partition = $1 order by ${TABLE}.id limit $2`,
    [claimed.partition, max],
  )
  return { partition: claimed.partition, messages }
}

export async function removeSent(tx: Transaction, partition: number, sent: readonly Outgoing[]) {
  const ids = sent.map(({ id }) => id)
  await tx.run(`delete from ${TABLE} where partition = $1 and id = any($2)`, [partition, ids])
}

/** What waits to be sent, by queue. */
export async function readOutbox(
  database: Pick<Database, 'execute'>,
  { consumer, events }: { consumer: string; events: readonly string[] },
): Promise<QueueState[]> {
  const { rows } = await database.execute<QueueState>(
    `select queue, count(*)::int as waiting,
       greatest(0, extract(epoch from clock_timestamp() - min(written_at)) * 1000)::float8 as "oldestMs"
     from ${TABLE} where split_part(queue, '/', 2) = $1 or split_part(queue, '/', 1) = any($2) group by queue`,
    [consumer, [...events]],
  )
  return rows
}

export function tenantOf({ headers }: Envelope): string {
  return readCallContext(headers).tenantId
}
