import {
  type CursorKey,
  Id,
  Nullable,
  PageOf,
  PageQuery,
  readPage,
  type ServiceApp,
  type ServiceContext,
} from '@portico/service-kit'
import Type, { type Static } from 'typebox'
import { type Act, readAs } from '../people/act.ts'
import { AUDIT_ACTIONS } from './audit.ts'

const Moment = Type.String({ format: 'date-time' })
const AuditFilter = Type.Object({
  userId: Type.Optional(Id),
  action: Type.Optional(Type.Enum([...AUDIT_ACTIONS])),
  from: Type.Optional(Moment),
  until: Type.Optional(Moment),
})
type AuditFilter = Static<typeof AuditFilter>

const AuditEntry = Type.Object({
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
type AuditEntry = Static<typeof AuditEntry>

const FILTER = `tenant_id = $1 and ($2::text is null or actor_id = $2 or subject_id = $2)
  and ($3::text is null or action = $3)
  and ($4::timestamptz is null or at >= $4) and ($5::timestamptz is null or at < $5)`

/** `userId` finds what the user did and what was done to the user. Newest first. */
export function addAuditRoutes(app: ServiceApp, { database }: ServiceContext) {
  const querystring = Type.Object({ ...PageQuery.properties, ...AuditFilter.properties })
  const schema = { querystring, response: { 200: PageOf(AuditEntry) } }
  app.get('/audit', { schema }, ({ caller, query }) => {
    const { first, after, ...filter } = query
    const page = { ...(first && { first }), ...(after && { after }) }
    return readAs(database, caller, 'people.audit.read', act =>
      readPage(page, {
        keyLength: 1,
        count: () => count(act, filter),
        rows: (limit, key) => list(act, filter, limit, key),
        keyOf: ({ id }) => [id],
        toItem: entry => entry,
      }),
    )
  })
}

function valuesOf({ tenant }: Act, { userId, action, from, until }: AuditFilter) {
  return [tenant.id, userId ?? null, action ?? null, from ?? null, until ?? null]
}

async function count(act: Act, filter: AuditFilter): Promise<number> {
  const { total } = await act.tx.get<{ total: number }>(
    `select count(*)::int as total from audit_entry where ${FILTER}`,
    valuesOf(act, filter),
  )
  return total
}

async function list(
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
