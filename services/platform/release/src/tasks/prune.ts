import type { Database } from '@portico/service-kit'
import { platformSettings } from '@portico/settings'

const KEEP_DAYS = 7
/** Of what is rare and looked back at: three times as long as an unused artifact is kept. */
const KEEP_RARE_DAYS = 90
/** By reporting user: the guardrails look back ten minutes. */
const KEEP_REPORTED_DAYS = 1 / 24
/** A delete that is too long would hold up the writes. */
const AT_ONCE = 20_000

/** Each deletes at most $2 rows that are older than $1 days. */
const CLEARINGS = [
  {
    keepDays: KEEP_DAYS,
    sql: `delete from decision where request_id in (
      select request_id from decision where at < now() - make_interval(days => $1)
      order by at limit $2 for update skip locked)`,
  },
  {
    keepDays: KEEP_DAYS,
    sql: `delete from measurement where ctid in (
      select ctid from measurement where minute < now() - make_interval(days => $1)
      order by minute limit $2 for update skip locked)`,
  },
  {
    keepDays: KEEP_REPORTED_DAYS,
    sql: `delete from reporter_figure where ctid in (
      select ctid from reporter_figure where minute < now() - interval '1 day' * $1::float8
      order by minute limit $2 for update skip locked)`,
  },
  {
    keepDays: KEEP_RARE_DAYS,
    sql: `delete from snapshot where id in (
      select id from snapshot where last_served_at < now() - make_interval(days => $1)
      order by last_served_at limit $2 for update skip locked)`,
  },
  {
    keepDays: KEEP_RARE_DAYS,
    sql: `delete from incident where id in (
      select id from incident where last_at < now() - make_interval(days => $1)
      order by last_at limit $2 for update skip locked)`,
  },
  {
    keepDays: KEEP_RARE_DAYS,
    sql: `delete from webhook_delivery where id in (
      select id from webhook_delivery where at < now() - make_interval(days => $1)
      order by at limit $2 for update skip locked)`,
  },
  {
    keepDays: KEEP_DAYS,
    sql: `delete from slow_statement where (service, fingerprint) in (
      select service, fingerprint from slow_statement where last_at < now() - make_interval(days => $1)
      limit $2 for update skip locked)`,
  },
  {
    keepDays: KEEP_DAYS,
    sql: `delete from override_link where id in (
      select id from override_link where expires_at < now() - make_interval(days => $1)
      limit $2 for update skip locked)`,
  },
  {
    keepDays: KEEP_RARE_DAYS,
    sql: `delete from intervention where id in (
      select id from intervention where ended_at < now() - make_interval(days => $1)
      limit $2 for update skip locked)`,
  },
  // With its tenants: of one that was never started, or that no runner has taken up for as long, too.
  {
    keepDays: KEEP_RARE_DAYS,
    sql: `delete from batch_job where id in (
      select id from batch_job where coalesce(ended_at, created_at) < now() - make_interval(days => $1)
      limit least($2, 10) for update skip locked)`,
  },
  {
    keepDays: KEEP_RARE_DAYS,
    sql: `delete from token where id in (
      select id from token where least(revoked_at, expires_at) < now() - make_interval(days => $1)
      limit $2 for update skip locked)`,
  },
  // A release that ended never runs again: no query asks who was on it. Found release by release, by the primary keys.
  {
    keepDays: KEEP_RARE_DAYS,
    sql: `with ended as (
      select id from release where ended_at < now() - make_interval(days => $1)
    ), emptied as (
      update release_list set count = 0 where count > 0 and release_id in (select id from ended)
    )
    delete from release_member where ctid in (
      select member.ctid from ended join release_list l on l.release_id = ended.id
      cross join lateral (select ctid from release_member m where m.list_id = l.id limit $2) member limit $2)`,
  },
  {
    keepDays: KEEP_RARE_DAYS,
    sql: `delete from release_tenant where ctid in (
      select tenant.ctid from release r
      cross join lateral (select ctid from release_tenant t where t.release_id = r.id limit $2) tenant
      where r.ended_at < now() - make_interval(days => $1) limit $2)`,
  },
]

const CLEAR_AUDIT = `delete from audit where id in (
  select id from audit where at < now() - make_interval(days => $1)
  order by at limit $2 for update skip locked)`

interface Pruning {
  signal?: AbortSignal
  atOnce?: number
  auditDays?: number
}

/**
 * Deletes what is older than its days to keep, until there is none left: a thousand decisions come in a second, and as
 * many must go. Each batch is a transaction of its own.
 */
export async function prune(
  database: Pick<Database, 'transaction'>,
  { signal, atOnce = AT_ONCE, auditDays = platformSettings.PORTICO_AUDIT_DAYS.default }: Pruning = {},
): Promise<void> {
  for (const { sql, keepDays } of [...CLEARINGS, { sql: CLEAR_AUDIT, keepDays: auditDays }]) {
    let deleted = atOnce
    while (deleted === atOnce && !signal?.aborted) {
      deleted = await database.transaction({}, tx => tx.run(sql, [keepDays, atOnce]))
    }
  }
}
