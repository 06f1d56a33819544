import type { releaseContract } from '@portico/release-contract'
import type { StatementReport, Transaction } from '@portico/service-kit'
import type { Static } from 'typebox'

type Route = (typeof releaseContract.routes)['getStatement']
type Statement = Static<Route['schema']['response'][200]>

interface StatementRow {
  service: string
  fingerprint: string
  text: string
  count: string
  slowest_ms: number
  first_at: Date
  last_at: Date
  plan: Statement['plan']
  planned_at: Date | null
}

/** A plan that was taken stays until there is a newer one. */
export async function noteStatements(tx: Transaction, { service, items }: StatementReport): Promise<void> {
  await tx.run(
    `insert into slow_statement (service, fingerprint, text, count, slowest_ms, plan, planned_at)
     select $1, fingerprint, text, count, "slowestMs", plan, case when plan is not null then now() end
     from jsonb_to_recordset($2::jsonb) as s (fingerprint text, text text, count bigint, "slowestMs" double precision,
       plan jsonb)
     order by fingerprint
     on conflict (service, fingerprint) do update set
       count = slow_statement.count + excluded.count,
       slowest_ms = greatest(slow_statement.slowest_ms, excluded.slowest_ms),
       last_at = now(),
       plan = coalesce(excluded.plan, slow_statement.plan),
       planned_at = coalesce(excluded.planned_at, slow_statement.planned_at)`,
    // JSON's own null would be a plan to PostgreSQL.
    [service, JSON.stringify(items.map(({ plan, ...item }) => (plan ? { ...item, plan } : item)))],
  )
}

export async function findStatement(
  tx: Transaction,
  service: string,
  fingerprint: string,
): Promise<Statement | null> {
  const row = await tx.find<StatementRow>(
    `select service, fingerprint, text, count, slowest_ms, first_at, last_at, plan, planned_at
     from slow_statement where service = $1 and fingerprint = $2`,
    [service, fingerprint],
  )
  return (
    row && {
      ...{ service: row.service, fingerprint: row.fingerprint, text: row.text },
      ...{ count: Number(row.count), slowestMs: row.slowest_ms },
      firstAt: row.first_at.toISOString(),
      lastAt: row.last_at.toISOString(),
      plan: row.plan,
      plannedAt: row.planned_at?.toISOString() ?? null,
    }
  )
}
