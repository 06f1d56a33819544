import type { Incident, IncidentReport } from '@portico/release'
import { newId, type Transaction } from '@portico/service-kit'

interface IncidentRow extends Omit<IncidentReport, 'releaseId' | 'tenantId'> {
  id: string
  release_id: string
  tenant_id: string
  first_at: Date
  last_at: Date
  count: string
}

const columns = 'id, release_id, app, version, tenant_id, code, message, fallback, first_at, last_at, count'

/** The same trouble of the same tenant is one incident that counts. */
export async function noteIncident(tx: Transaction, report: IncidentReport): Promise<Incident> {
  const row = await tx.get<IncidentRow>(
    `insert into incident (id, release_id, app, version, tenant_id, code, message, fallback)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (release_id, app, version, tenant_id, code) do update
       set count = incident.count + 1, last_at = now(), message = excluded.message, fallback = excluded.fallback
     returning ${columns}`,
    [
      newId(),
      report.releaseId ?? '',
      report.app,
      report.version,
      report.tenantId,
      report.code,
      report.message,
      report.fallback,
    ],
  )
  return toIncident(row)
}

/** Newest first. */
export async function listIncidents(
  tx: Transaction,
  releaseId: string | null,
  limit: number,
  before: string | null,
): Promise<Incident[]> {
  const rows = await tx.list<IncidentRow>(
    `select ${columns} from incident
     where ($1::text is null or release_id = $1) and ($3::text is null or id < $3)
     order by id desc limit $2`,
    [releaseId, limit, before],
  )
  return rows.map(toIncident)
}

function toIncident(row: IncidentRow): Incident {
  return {
    id: row.id,
    releaseId: row.release_id || null,
    app: row.app,
    version: row.version,
    tenantId: row.tenant_id,
    code: row.code,
    message: row.message,
    fallback: row.fallback,
    firstAt: row.first_at.toISOString(),
    lastAt: row.last_at.toISOString(),
    count: Number(row.count),
  }
}
