import { setTimeout as sleep } from 'node:timers/promises'
import type { Tag } from '@portico/release'
import { readCallContext } from '../context/context.ts'
import type { Database } from '../database/database.ts'
import type { Transaction } from '../database/transaction.ts'
import type { Envelope, Published } from './port/message.ts'
import { BUS_SCHEMA } from './port/settings.ts'

/** Longer than a message can lie among the dead letters unseen and come back handled. */
const KEEP_DAYS = 60
const CLEARED_AT_ONCE = 10_000
const FIRST_LOOK_MS = 5
const LONGEST_WAIT_MS = 160

/** Of messages that were handled for no tenant, or before the tenant was kept: they count for every tenant. */
const NO_TENANT = ''

/** False when the consumer has handled the message before. Part of the handler's transaction. */
export async function enterInbox(
  tx: Transaction,
  { id, event, consumer, headers }: Envelope,
  tag: Tag,
): Promise<boolean> {
  const { tenantId } = readCallContext(headers)
  const entered = await tx.run(
    `insert into ${BUS_SCHEMA}.portico_inbox (tenant_id, message_id, event, consumer, tag)
     select $1, $2, $3, $4, $5 where not exists (
       select 1 from ${BUS_SCHEMA}.portico_inbox
       where tenant_id = $6 and message_id = $2 and event = $3 and consumer = $4)
     on conflict do nothing`,
    [tenantId, id, event, consumer, tag, NO_TENANT],
  )
  return entered === 1
}

/** Whether every consumer has handled it within the time. */
export async function waitUntilHandled(
  database: Database,
  { id, tenantId, consumers }: Published,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  for (let waitMs = FIRST_LOOK_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    const { rows } = await database.execute<{ count: number }>(
      `select count(distinct consumer)::int as count from ${BUS_SCHEMA}.portico_inbox
       where tenant_id = any($1) and message_id = $2 and consumer = any($3)`,
      [[tenantId, NO_TENANT], id, consumers],
    )
    if (rows[0]?.count === consumers.length) return true
    if (performance.now() + waitMs > deadline) return false
    await sleep(waitMs)
  }
}

/** In short transactions, until nothing old is left: as many rows must go as come. */
export async function clearInbox(database: Database, atOnce = CLEARED_AT_ONCE) {
  let deleted = atOnce
  while (deleted === atOnce) {
    deleted = await database.transaction({}, tx =>
      tx.run(
        `delete from ${BUS_SCHEMA}.portico_inbox where (tenant_id, message_id, event, consumer) in (
           select tenant_id, message_id, event, consumer from ${BUS_SCHEMA}.portico_inbox
           where handled_at < now() - make_interval(days => $1) limit $2 for update skip locked)`,
        [KEEP_DAYS, atOnce],
      ),
    )
  }
}
