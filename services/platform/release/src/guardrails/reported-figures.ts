import type { Transaction } from '@portico/service-kit'
import { quantileMs } from './histogram.ts'

/** What the browsers of one tenant reported of one app on one tag. Each of its users has the same weight in the shares. */
export interface ReportingTenant {
  tenantId: string
  users: number
  loads: number
  /** Null: none of its users reported a load. */
  failing: { share: number; users: number } | null
  erring: { share: number; users: number }
  p95Ms: number | null
}

export interface ReportedFigures {
  name: string
  gray: readonly ReportingTenant[]
  stable: readonly ReportingTenant[]
}

interface ReportedRow {
  app: string
  is_gray: boolean
  tenant_id: string
  users: number
  loads: number
  failing: number | null
  failing_users: number
  erring: number
  erring_users: number
  durations: number[]
}

/** Of every app reported on this release in the window, and of the same apps on the stable tag. One row a tenant. */
export async function readReported(
  tx: Transaction,
  releaseId: string,
  window: { from: Date; until: Date },
): Promise<ReportedFigures[]> {
  const rows = await tx.list<ReportedRow>(
    `with item as (
       select app, release_id <> '' as is_gray, tenant_id, user_key, count, failures, errors, durations from reporter_figure
       where release_id in ($1, '') and minute between date_trunc('minute', $2::timestamptz) and $3
         and app in (select app from reporter_figure
           where release_id = $1 and minute between date_trunc('minute', $2::timestamptz) and $3)
     ), bucket as (
       select app, is_gray, tenant_id, position, sum(took) as took
       from item, unnest(durations) with ordinality as d (took, position)
       group by app, is_gray, tenant_id, position
     ), histogram as (
       select app, is_gray, tenant_id, array_agg(took::float8 order by position) as durations
       from bucket group by app, is_gray, tenant_id
     ), person as (
       select app, is_gray, tenant_id, user_key, sum(failures) as failures, sum(errors) as errors,
         greatest(sum(count), sum(failures)) as loads
       from item group by app, is_gray, tenant_id, user_key
     )
     select app, is_gray, tenant_id, h.durations, count(*)::float8 as users, sum(loads)::float8 as loads,
       (avg(failures / loads) filter (where loads > 0))::float8 as failing,
       (count(*) filter (where failures > 0))::float8 as failing_users,
       avg(least(1, errors / greatest(loads, 1)))::float8 as erring,
       (count(*) filter (where errors > 0))::float8 as erring_users
     from person join histogram h using (app, is_gray, tenant_id)
     group by app, is_gray, tenant_id, h.durations order by app, tenant_id`,
    [releaseId, window.from, window.until],
  )
  return [...Map.groupBy(rows, ({ app }) => app)].map(([name, reported]) => ({
    name,
    gray: reported.filter(row => row.is_gray).map(toTenant),
    stable: reported.filter(row => !row.is_gray).map(toTenant),
  }))
}

function toTenant(row: ReportedRow): ReportingTenant {
  return {
    tenantId: row.tenant_id,
    users: row.users,
    loads: row.loads,
    failing: row.failing === null ? null : { share: row.failing, users: row.failing_users },
    erring: { share: row.erring, users: row.erring_users },
    p95Ms: quantileMs(row.durations, 0.95),
  }
}
