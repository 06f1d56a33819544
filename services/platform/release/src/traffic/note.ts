import type { TrafficReport, Transaction } from '@portico/service-kit'
import { DURATION_SUMS } from './figures.ts'

/** Adds what one process counted. Rows are written in one order by all, so that two that add to the same ones do not wait in a circle. */
export async function noteTraffic(tx: Transaction, { at, operations, calls }: TrafficReport): Promise<void> {
  if (operations.length > 0) {
    const values = [JSON.stringify(operations), at]
    await tx.run(NOTE_OPERATIONS, values)
    await tx.run(NOTE_TOTALS, values)
  }
  if (calls.length > 0) await tx.run(NOTE_CALLS, [JSON.stringify(calls), at])
}

/** A clock that is ahead would keep what it wrote from being forgotten. */
const AT = 'least(to_timestamp($2::double precision / 1000), now())'

const COUNTED = 'count, refused, failures, durations'

const adding = (table: string) => `update set
  count = ${table}.count + excluded.count,
  refused = ${table}.refused + excluded.refused,
  failures = ${table}.failures + excluded.failures,
  durations = array(
    select old + new from unnest(${table}.durations, excluded.durations)
      with ordinality as d (old, new, position) order by position)`

const NOTE_OPERATIONS = `insert into operation_figure (tenant_id, at, app, operation, releases, ${COUNTED})
  select tenant, date_bin('15 minutes', ${AT}, 'epoch'), app, operation, releases, ${COUNTED}
  from jsonb_to_recordset($1::jsonb) as f (tenant text, app text, operation text, releases text,
    count bigint, refused bigint, failures bigint, durations integer[])
  order by tenant, app, operation, releases
  on conflict (tenant_id, at, app, operation, releases) do ${adding('operation_figure')}`

/** Of all tenants together, which are few rows. */
const NOTE_TOTALS = `insert into operation_total (at, app, operation, releases, ${COUNTED})
  select date_bin('15 minutes', ${AT}, 'epoch'), app, operation, releases, sum(count), sum(refused), sum(failures),
    ${DURATION_SUMS}::integer[]
  from jsonb_to_recordset($1::jsonb) as f (app text, operation text, releases text,
    count bigint, refused bigint, failures bigint, durations integer[])
  group by app, operation, releases
  order by app, operation, releases
  on conflict (at, app, operation, releases) do ${adding('operation_total')}`

const NOTE_CALLS = `insert into call_figure (at, caller, service, revision, ${COUNTED})
  select date_trunc('minute', ${AT}), caller, service, revision, ${COUNTED}
  from jsonb_to_recordset($1::jsonb) as f (caller text, service text, revision text,
    count bigint, refused bigint, failures bigint, durations integer[])
  order by caller, service, revision
  on conflict (at, caller, service, revision) do ${adding('call_figure')}`
