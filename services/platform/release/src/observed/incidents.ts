import type { ErrorStack, Incident, IncidentReport, ReadableStack } from '@portico/release'
import { newId, type Transaction } from '@portico/service-kit'
import { unmappedFingerprint } from '../stacks/fingerprint.ts'

/** Of one version in one tenant. A browser can make up codes and places without end. */
const MAX_APART = 50
/** What came after those, in one incident. */
const REST_CODE = 'OTHER'

interface IncidentRow {
  id: string
  release_id: string
  app: string
  version: string
  tenant_id: string
  snapshot_id: string | null
  code: string
  message: string
  fallback: string | null
  origin: Incident['origin']
  is_unattributed: boolean
  fingerprint: string | null
  place: Incident['place']
  first_at: Date
  last_at: Date
  count: string
  began?: Incident['began']
}

/** An incident with what is known of its stack, for `readableFor`. */
export interface StackedIncident {
  incident: Incident
  stack: ErrorStack | null
  readable: ReadableStack | null
}

const COLUMNS = `id, release_id, app, version, tenant_id, snapshot_id, code, message, fallback, origin, is_unattributed, fingerprint, place,
  first_at, last_at, count`

/** The first incident of the same fault, and the release it was on; of one on stable that which brought its version. */
const BEGAN = `left join lateral (
  select jsonb_build_object('version', first.version, 'releaseId', coalesce(nullif(first.release_id, ''), (
    select r.id from release r where r.overlay->'apps'->>first.app = first.version and r.started_at <= first.first_at
    order by r.started_at desc limit 1))) as began
  from incident first where first.app = listed.app and first.fingerprint = listed.fingerprint
  order by first.first_at limit 1) origin_of_fault on listed.fingerprint is not null`

/** The same trouble of the same tenant at the same place is one incident that counts. Its first stack is kept. */
export async function noteIncident(tx: Transaction, report: IncidentReport): Promise<Incident> {
  const { app, version, tenantId } = report
  const of = [report.releaseId ?? '', app, version, tenantId]
  const { code, fault, stack } = await findKey(tx, of, report)
  const row = await tx.get<IncidentRow>(
    `insert into incident
       (id, release_id, app, version, tenant_id, code, fault, message, fallback, origin, is_unattributed, stack, map_at,
        fingerprint, snapshot_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, case when $12::jsonb is not null then now() end,
       case when $12::jsonb is null then nullif($7, '') end, $13)
     on conflict (release_id, app, version, tenant_id, code, fault) do update
       set count = incident.count + 1, last_at = now(), message = excluded.message, fallback = excluded.fallback,
           snapshot_id = excluded.snapshot_id
     returning ${COLUMNS}`,
    [
      newId(),
      ...of,
      code,
      fault,
      report.message,
      report.fallback,
      report.origin ?? null,
      report.isUnattributed ?? false,
      stack === undefined ? null : JSON.stringify(stack),
      report.snapshotId ?? null,
    ],
  )
  return toIncident(row)
}

/** What distinguishes it from others, as long as those are few. */
async function findKey(tx: Transaction, of: readonly string[], report: IncidentReport) {
  const { code, stack } = report
  const fault = unmappedFingerprint(report)
  const { count, is_known } = await tx.get<{ count: number; is_known: boolean | null }>(
    `select count(*)::int as count, bool_or(code = $5 and fault = $6) as is_known from incident
     where release_id = $1 and app = $2 and version = $3 and tenant_id = $4`,
    [...of, code, fault],
  )
  return is_known || count < MAX_APART
    ? { code, fault, stack }
    : { code: REST_CODE, fault: '', stack: undefined }
}

/** Newest first. */
export async function listIncidents(
  tx: Transaction,
  { releaseId, app }: { releaseId: string | null; app: string | null },
  limit: number,
  before: string | null,
): Promise<Incident[]> {
  const rows = await tx.list<IncidentRow>(
    `select ${COLUMNS}, began from (
       select * from incident
       where ($1::text is null or release_id = $1) and ($3::text is null or id < $3) and ($4::text is null or app = $4)
       order by id desc limit $2) listed ${BEGAN} order by id desc`,
    [releaseId, limit, before, app],
  )
  return rows.map(toIncident)
}

export async function findIncident(tx: Transaction, id: string): Promise<StackedIncident | null> {
  const row = await tx.find<IncidentRow & Pick<StackedIncident, 'stack' | 'readable'>>(
    `select ${COLUMNS}, stack, readable from incident where id = $1`,
    [id],
  )
  return row && { incident: toIncident(row), stack: row.stack, readable: row.readable }
}

function toIncident(row: IncidentRow): Incident {
  return {
    id: row.id,
    releaseId: row.release_id || null,
    app: row.app,
    version: row.version,
    tenantId: row.tenant_id,
    snapshotId: row.snapshot_id,
    code: row.code,
    message: row.message,
    fallback: row.fallback,
    origin: row.origin,
    isUnattributed: row.is_unattributed,
    fingerprint: row.fingerprint,
    place: row.place,
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    count: Number(row.count),
    ...(row.began !== undefined && { began: row.began }),
  }
}
