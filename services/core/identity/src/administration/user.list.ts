import type { UserRecord } from '@portico/identity-contract'
import { type CursorKey, containsPattern, type Page, readPage } from '@portico/service-kit'
import type { Act } from '../people/act.ts'

interface Row {
  id: string
  username: string
  displayName: string
  sortName: string
  role: string
  status: UserRecord['status']
  createdAt: Date
  lastLoginAt: Date | null
  linkPurpose: 'INVITATION' | 'RESET' | null
  linkExpiresAt: Date | null
}

export interface UserListQuery {
  first?: number
  after?: string
  search?: string
}

const SELECT = `select u.id, u.username, u.display_name as "displayName", lower(u.username) as "sortName", u.role,
    case when u.locked_at is not null then 'LOCKED' when u.joined_at is null then 'INVITED' else 'ACTIVE' end as status,
    u.created_at as "createdAt", u.last_login_at as "lastLoginAt", l.purpose as "linkPurpose",
    l.expires_at as "linkExpiresAt"
  from user_account u
  left join password_link l on l.tenant_id = u.tenant_id and l.user_id = u.id
    and l.used_at is null and l.revoked_at is null
  where u.tenant_id = $1 and u.removed_at is null`
const FOUND = `($2::text is null or u.username ilike $2 or u.display_name ilike $2)`

/** By user name. */
export function listUsers(act: Act, { search, ...query }: UserListQuery): Promise<Page<UserRecord>> {
  const pattern = search ? containsPattern(search) : null
  return readPage(query, {
    keyLength: 2,
    count: () => countUsers(act, pattern),
    rows: (limit, after) => listRows(act, pattern, limit, after),
    keyOf: keyOfUser,
    toItem: toRecord,
  })
}

/** A batch of the list, for a file. */
export async function listUserRows(
  act: Act,
  search: string | undefined,
  limit: number,
  after: CursorKey | null,
): Promise<{ user: UserRecord; key: CursorKey }[]> {
  const rows = await listRows(act, search ? containsPattern(search) : null, limit, after)
  return rows.map(row => ({ user: toRecord(row), key: keyOfUser(row) }))
}

function keyOfUser({ sortName, id }: Row): CursorKey {
  return [sortName, id]
}

/** Null: there is none, or the user was removed. */
export async function findUserRecord({ tx, tenant }: Act, id: string): Promise<UserRecord | null> {
  const row = await tx.find<Row>(`${SELECT} and u.id = $2`, [tenant.id, id])
  return row && toRecord(row)
}

async function countUsers({ tx, tenant }: Act, pattern: string | null): Promise<number> {
  const { total } = await tx.get<{ total: number }>(
    `select count(*)::int as total from user_account u where tenant_id = $1 and removed_at is null and ${FOUND}`,
    [tenant.id, pattern],
  )
  return total
}

function listRows({ tx, tenant }: Act, pattern: string | null, limit: number, after: CursorKey | null) {
  const [name, id] = after ?? [null, null]
  return tx.list<Row>(
    `${SELECT} and ${FOUND} and ($3::text is null or (lower(u.username), u.id) > ($3, $4))
     order by lower(u.username), u.id limit $5`,
    [tenant.id, pattern, name, id, limit],
  )
}

function toRecord(row: Row): UserRecord {
  const { id, username, displayName, role, status, createdAt, lastLoginAt, linkPurpose, linkExpiresAt } = row
  const link = linkPurpose &&
    linkExpiresAt && { purpose: linkPurpose, expiresAt: linkExpiresAt.toISOString() }
  return {
    id,
    username,
    displayName,
    role,
    status,
    createdAt: createdAt.toISOString(),
    lastLoginAt: lastLoginAt?.toISOString() ?? null,
    link: link || null,
  }
}
