import { type CursorKey, Id, Nullable } from '@portico/service-kit'
import Type, { type Static } from 'typebox'
import type { Act } from '../people/act.ts'
import { AUDIT_ACTIONS } from './audit.ts'

const Moment = Type.String({ format: 'date-time' })
export const AuditFilter = Type.Object({
  userId: Type.Optional(Id),
  action: Type.Optional(Type.Enum([...AUDIT_ACTIONS])),
  from: Type.Optional(Moment),
  until: Type.Optional(Moment),
})
export type AuditFilter = Static<typeof AuditFilter>

export const AuditEntry = Type.Object({
  id: Id,
  at: Type.String(),
  actorId: Nullable(Id),
  actorName: Type.String(),
  action: Type.Enum([...AUDIT_ACTIONS]),
  subjectKind: Type.Enum(['USER', 'ROLE']),
  subjectId: Id,
  subjectName: Type.String(),
  change: Type.Record(
    Type.String(),
    Type.Object({ old: Nullable(Type.String()), new: Nullable(Type.String()) }),
  ),
  address: Nullable(Type.String()),
  cursor: Type.Optional(Type.String()),
})
export type AuditEntry = Static<typeof AuditEntry>

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
): Promise<AuditEntry[]> {
  const rows = await act.tx.list<Omit<AuditEntry, 'at'> & { at: Date }>(
    `select id, at, actor_id as "actorId", actor_name as "actorName", action, subject_kind as "subjectKind",
       subject_id as "subjectId", subject_name as "subjectName", change, address
     from audit_entry where ${FILTER} and ($6::text is null or id < $6) order by id desc limit $7`,
    [...valuesOf(act, filter), after?.[0] ?? null, limit],
  )
  return rows.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() }))
}
