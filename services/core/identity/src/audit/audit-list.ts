import type { AuditAction, AuditEntry, AuditFilter } from '@portico/identity-contract'
import type { CursorKey } from '@portico/service-kit'
import type { Act } from '../people/act.ts'

export interface WrittenEntry extends AuditEntry {
  action: AuditAction
}

const FILTER = `tenant_id = $1 and ($2::text is null or actor_id = $2 or subject_id = $2)
  and ($3::text is null or action = $3)
  and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5)`

function valuesOf({ tenant }: Act, { userId, action, from, until }: AuditFilter) {
  return [tenant.id, userId ?? null, action ?? null, from ?? null, until ?? null]
}

export async function countAudit(act: Act, filter: AuditFilter): Promise<number> {
  const { total } = await act.tx.get<{ total: number }>(
    `select count(*)::int as total from audit_entry where ${FILTER}`,
    valuesOf(act, filter),
  )
  return total
}

/** Newest first. */
export async function listAudit(
  act: Act,
  filter: AuditFilter,
  limit: number,
  after: CursorKey | null,
): Promise<WrittenEntry[]> {
  const rows = await act.tx.list<Omit<WrittenEntry, 'at'> & { at: Date }>(
    `select id, at, actor_id as "actorId", actor_name as "actorName", action, subject_kind as "subjectKind",
       subject_id as "subjectId", subject_name as "subjectName", change, address
     from audit_entry where ${FILTER} and ($6::text is null or id < $6) order by id desc limit $7`,
    [...valuesOf(act, filter), after?.[0] ?? null, limit],
  )
  return rows.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() }))
}
