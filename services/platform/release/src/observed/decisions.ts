import type { DecisionReason, DecisionRecord } from '@portico/release'
import type { Transaction } from '@portico/service-kit'

interface DecisionRow {
  request_id: string
  at: Date
  tenant_id: string | null
  kind: DecisionRecord['kind']
  snapshot_id: string
  rules_revision: string
  is_stale: boolean
  decisions: DecisionRecord['decisions']
  route: string | null
}

/** A record that is sent twice is kept once. */
export async function noteDecisions(tx: Transaction, records: DecisionRecord[]): Promise<void> {
  await tx.run(
    `insert into decision (request_id, at, tenant_id, kind, snapshot_id, rules_revision, is_stale, decisions, route)
     select "requestId", at, "tenantId", kind, "snapshotId", "rulesRevision", "isStale", decisions, route
     from jsonb_to_recordset($1::jsonb) as d ("requestId" text, at timestamptz, "tenantId" text, kind text,
       "snapshotId" text, "rulesRevision" bigint, "isStale" boolean, decisions jsonb, route text)
     on conflict (request_id) do nothing`,
    [JSON.stringify(records)],
  )
  await noteTenants(tx, records)
}

export async function findDecision(tx: Transaction, requestId: string): Promise<DecisionRecord | null> {
  const row = await tx.find<DecisionRow>(
    `select request_id, at, tenant_id, kind, snapshot_id, rules_revision, is_stale, decisions, route
     from decision where request_id = $1`,
    [requestId],
  )
  if (!row) return null
  return {
    requestId: row.request_id,
    at: row.at.toISOString(),
    tenantId: row.tenant_id,
    kind: row.kind,
    snapshotId: row.snapshot_id,
    rulesRevision: Number(row.rules_revision),
    isStale: row.is_stale,
    decisions: row.decisions,
    route: row.route,
  }
}

interface Sighting {
  releaseId: string
  tenantId: string
  isGray: boolean
  reason: DecisionReason
  at: string
}

/**
 * A tenant is on a release as long as the newest decision says so, in whatever order they come in. One statement in one
 * order of rows: reports of several gateways wait for each other, never in a circle.
 */
async function noteTenants(tx: Transaction, records: DecisionRecord[]) {
  await tx.run(
    `insert into release_tenant (release_id, tenant_id, is_gray, reason, last_seen_at)
     select "releaseId", "tenantId", "isGray", reason, at
     from jsonb_to_recordset($1::jsonb)
       as s ("releaseId" text, "tenantId" text, "isGray" boolean, reason text, at timestamptz)
     where "isGray" or exists (
       select 1 from release_tenant t where t.release_id = "releaseId" and t.tenant_id = "tenantId")
     order by "releaseId", "tenantId"
     on conflict (release_id, tenant_id) do update
       set is_gray = excluded.is_gray, reason = excluded.reason, last_seen_at = excluded.last_seen_at
       where release_tenant.last_seen_at <= excluded.last_seen_at`,
    [JSON.stringify(newestOf(records))],
  )
}

function newestOf(records: DecisionRecord[]): Sighting[] {
  const newest = new Map<string, Sighting>()
  for (const { tenantId, at, decisions } of records) {
    if (tenantId === null) continue
    for (const decision of decisions) {
      const key = `${decision.releaseId} ${tenantId}`
      const known = newest.get(key)
      if (!known || Date.parse(known.at) <= Date.parse(at)) newest.set(key, { ...decision, tenantId, at })
    }
  }
  return [...newest.values()]
}
