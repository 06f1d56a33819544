import { setTimeout as sleep } from 'node:timers/promises'
import type { Tag } from '@portico/release'
import { readCallContext } from '../context/context.ts'
import type { Database } from '../database/database.ts'
import type { Transaction } from '../database/transaction.ts'
import type { Envelope, Published } from './port/message.ts'
import { BUS_SCHEMA } from './port/settings.ts'

const FIRST_LOOK_MS = 5
const LONGEST_WAIT_MS = 160

/** Of messages that were handled for no tenant, or before the tenant was kept: they count for every tenant. */
const NO_TENANT = ''

/** False when the consumer has handled the message before. Part of the handler's transaction. */
export async function enterInbox(
  tx: Transaction,
  { id, event, consumer, headers, at }: Envelope,
  tag: Tag,
): Promise<boolean> {
  const { tenantId } = readCallContext(headers)
  const entered = await tx.run(
    `insert into ${BUS_SCHEMA}.portico_handled (tenant_id, message_id, event, consumer, written_on, tag)
     select $1, $2, $3, $4, $5, $6 where not exists (
       select 1 from ${BUS_SCHEMA}.portico_inbox
       where tenant_id = any($7) and message_id = $2 and event = $3 and consumer = $4)
     on conflict do nothing`,
    [tenantId, id, event, consumer, dayOf(at), tag, [tenantId, NO_TENANT]],
  )
  return entered === 1
}

/** Whether every consumer has handled it within the time. */
export async function waitUntilHandled(
  database: Database,
  { id, tenantId, at, consumers }: Published,
  timeoutMs: number,
): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  for (let waitMs = FIRST_LOOK_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    const { rows } = await database.execute<{ count: number }>(
      `select count(distinct consumer)::int as count from (
         select consumer from ${BUS_SCHEMA}.portico_handled
         where tenant_id = $1 and message_id = $2 and written_on = $3
         union all
         select consumer from ${BUS_SCHEMA}.portico_inbox where tenant_id = any($4) and message_id = $2
       ) handled where consumer = any($5)`,
      [tenantId, id, dayOf(at), [tenantId, NO_TENANT], consumers],
    )
    if (rows[0]?.count === consumers.length) return true
    if (performance.now() + waitMs > deadline) return false
    await sleep(waitMs)
  }
}

/** Of an ISO instant, in UTC. */
function dayOf(at: string): string {
  return at.slice(0, 10)
}
