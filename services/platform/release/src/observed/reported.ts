import type { Measurement } from '@portico/release'
import type { Transaction } from '@portico/service-kit'

/** What browsers reported, kept by tenant and user. Items of one statement may be of the same minute and user. */
export async function noteReported(tx: Transaction, items: readonly Measurement[]): Promise<void> {
  const rows = items.flatMap(({ reporter, subject, release, minute, count, failures, errors, durations }) => {
    const figures = { minute, count, failures, errors, durations }
    return reporter
      ? [
          {
            ...figures,
            release_id: release ?? '',
            app: subject.name,
            tenant_id: reporter.tenantId,
            user_key: reporter.userKey,
          },
        ]
      : []
  })
  if (rows.length === 0) return
  await tx.run(
    `with item as (
       select date_trunc('minute', minute) as minute, release_id, app, tenant_id, user_key,
         count, failures, errors, durations
       from jsonb_to_recordset($1::jsonb) as t (minute timestamptz, release_id text, app text, tenant_id text,
         user_key text, count bigint, failures bigint, errors bigint, durations bigint[])
     ), histogram as (
       select release_id, app, minute, tenant_id, user_key, array_agg(took order by position) as durations
       from (
         select release_id, app, minute, tenant_id, user_key, position, sum(took)::bigint as took
         from item, unnest(durations) with ordinality as d (took, position)
         group by release_id, app, minute, tenant_id, user_key, position) bucket
       group by release_id, app, minute, tenant_id, user_key
     )
     insert into reporter_figure (release_id, app, minute, tenant_id, user_key, count, failures, errors, durations)
     select release_id, app, minute, tenant_id, user_key, sum(i.count), sum(i.failures), sum(i.errors), h.durations
     from item i join histogram h using (release_id, app, minute, tenant_id, user_key)
     group by release_id, app, minute, tenant_id, user_key, h.durations
     order by release_id, app, minute, tenant_id, user_key
     on conflict (release_id, app, minute, tenant_id, user_key) do update set
       count = reporter_figure.count + excluded.count,
       failures = reporter_figure.failures + excluded.failures,
       errors = reporter_figure.errors + excluded.errors,
       durations = array(
         select old + new from unnest(reporter_figure.durations, excluded.durations)
           with ordinality as d (old, new, position) order by position)`,
    [JSON.stringify(rows)],
  )
}
