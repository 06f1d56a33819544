import pg from 'pg'
import type { Database } from '../database/database.ts'
import type { Transaction } from '../database/transaction.ts'
import { readOwner } from './install.ts'
import { BUS_SCHEMA } from './port/settings.ts'

/** Longer than a message can lie among the dead letters unseen and come back handled. */
const KEEP_DAYS = 60
const DAYS_AHEAD = 2
const DELETED_AT_ONCE = 10_000
/** A message at work may hold the table; the next look comes within the hour. */
const LOCK_TIMEOUT = '2s'
const LOCK = `hashtext('portico days of ${BUS_SCHEMA}')`
const TABLE = `${BUS_SCHEMA}.portico_handled`

/** Makes the parts of the days to come and drops those that are over. One process does, the others leave it to that one. */
export async function turnInboxDays(database: Database, today = new Date()) {
  await database.transaction({}, async tx => {
    await tx.run(
      `set local role ${pg.escapeIdentifier(await readOwner((sql, values) => tx.list(sql, values)))}`,
    )
    await tx.run(`set local lock_timeout = '${LOCK_TIMEOUT}'`)
    const { isMine } = await tx.get<{ isMine: boolean }>(
      `select pg_try_advisory_xact_lock(${LOCK}) as "isMine"`,
    )
    if (!isMine) return
    const days = await listDays(tx)
    for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
      const day = dayAfter(today, ahead)
      if (!days.includes(day)) await addDay(tx, day, dayAfter(today, ahead + 1))
    }
    const oldest = dayAfter(today, -KEEP_DAYS)
    for (const day of days) if (day < oldest) await tx.run(`drop table ${partOf(day)}`)
    await tx.run(`delete from ${TABLE}_other where written_on < $1`, [oldest])
  })
  await clearFormerInbox(database, today)
}

/** Made apart and joined, for which messages at work need not wait. What came before it was there moves over. */
async function addDay(tx: Transaction, day: string, next: string) {
  await tx.run(`create table ${partOf(day)} (like ${TABLE} including all)`)
  await tx.run(
    `with early as (delete from ${TABLE}_other where written_on = $1 returning *)
     insert into ${partOf(day)} select * from early`,
    [day],
  )
  await tx.run(
    `alter table ${TABLE} attach partition ${partOf(day)} for values from ('${day}') to ('${next}')`,
  )
}

async function listDays(tx: Transaction): Promise<string[]> {
  const rows = await tx.list<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = $1::regclass and c.relname ~ '_[0-9]{8}$'`,
    [TABLE],
  )
  return rows.map(({ name }) => name.slice(-8).replace(/(....)(..)(..)/, '$1-$2-$3'))
}

function partOf(day: string): string {
  return `${TABLE}_${day.replaceAll('-', '')}`
}

function dayAfter(from: Date, days: number): string {
  return new Date(from.getTime() + days * 24 * 3_600_000).toISOString().slice(0, 10)
}

/** What was handled before there were days. In short transactions, until nothing old is left. */
async function clearFormerInbox(database: Database, today: Date) {
  for (let deleted = DELETED_AT_ONCE; deleted === DELETED_AT_ONCE; ) {
    deleted = await database.transaction({}, tx =>
      tx.run(
        `delete from ${BUS_SCHEMA}.portico_inbox where (tenant_id, message_id, event, consumer) in (
           select tenant_id, message_id, event, consumer from ${BUS_SCHEMA}.portico_inbox
           where handled_at < $1::date limit $2 for update skip locked)`,
        [dayAfter(today, -KEEP_DAYS), DELETED_AT_ONCE],
      ),
    )
  }
}
