import type { Transaction } from '@portico/service-kit'

const KEEP_DAYS = 7
/** Of what is rare and looked back at: three times as long as an unused artifact is kept. */
const KEEP_RARE_DAYS = 90
/** A delete that is too long would hold up the writes; the next one follows in a minute. */
const AT_ONCE = 20_000

export async function pruneObserved(tx: Transaction): Promise<void> {
  await tx.run(
    `delete from decision where request_id in (
       select request_id from decision where at < now() - make_interval(days => $1)
       order by at limit $2 for update skip locked)`,
    [KEEP_DAYS, AT_ONCE],
  )
  await tx.run(
    `delete from measurement where ctid in (
       select ctid from measurement where minute < now() - make_interval(days => $1)
       order by minute limit $2 for update skip locked)`,
    [KEEP_DAYS, AT_ONCE],
  )
  await tx.run(
    `delete from snapshot where id in (
       select id from snapshot where last_served_at < now() - make_interval(days => $1)
       order by last_served_at limit $2 for update skip locked)`,
    [KEEP_RARE_DAYS, AT_ONCE],
  )
  await tx.run(
    `delete from incident where id in (
       select id from incident where last_at < now() - make_interval(days => $1)
       order by last_at limit $2 for update skip locked)`,
    [KEEP_RARE_DAYS, AT_ONCE],
  )
}
