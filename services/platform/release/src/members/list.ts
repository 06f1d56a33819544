import { fingerprintOf, type ListRef, type MemberList, memberLists } from '@portico/release'
import { problems, type Transaction } from '@portico/service-kit'

export interface ListChange {
  add?: readonly string[] | undefined
  remove?: readonly string[] | undefined
}

export interface ListCounts {
  added: number
  removed: number
}

/**
 * Changes one list; a tenant in both `add` and `remove` is removed. Its revision grows only when somebody comes or goes.
 * Locks the list's row: call it before the release's row is locked. Throws NOT_FOUND.
 */
export async function changeList(
  tx: Transaction,
  releaseId: string,
  list: MemberList,
  { add = [], remove = [] }: ListChange,
): Promise<ListCounts> {
  const next = (await lockList(tx, releaseId, list)).revision + 1
  const going = new Set(remove)
  const coming = [...new Set(add)].filter(tenantId => !going.has(tenantId))
  const added = await addMembers(tx, releaseId, list, coming, next)
  const removed = await removeMembers(tx, releaseId, list, [...going], next)
  await countList(tx, releaseId, list, { added, removed })
  return { added, removed }
}

/** Throws NOT_FOUND. */
export async function lockList(tx: Transaction, releaseId: string, list: MemberList): Promise<ListRef> {
  const row = await tx.find<ListRef>(
    'select count, revision from release_list where release_id = $1 and list = $2 for update',
    [releaseId, list],
  )
  if (!row) throw problems.NOT_FOUND(`No release ${releaseId}.`)
  return row
}

export async function countList(
  tx: Transaction,
  releaseId: string,
  list: MemberList,
  { added, removed }: ListCounts,
) {
  if (added + removed === 0) return
  await tx.run(
    `update release_list set count = count + $3, revision = revision + 1 where release_id = $1 and list = $2`,
    [releaseId, list, added - removed],
  )
}

function addMembers(
  tx: Transaction,
  releaseId: string,
  list: MemberList,
  tenantIds: string[],
  revision: number,
): Promise<number> {
  return tx.run(
    `insert into release_member (release_id, list, tenant_id, fingerprint, added_revision)
     select $1, $2, t.tenant_id, t.fingerprint, $5
     from unnest($3::text[], $4::bigint[]) as t (tenant_id, fingerprint)
     on conflict (release_id, list, tenant_id) do update
       set added_revision = excluded.added_revision, removed_revision = null
       where release_member.removed_revision is not null`,
    [releaseId, list, tenantIds, tenantIds.map(id => String(fingerprintOf(id))), revision],
  )
}

function removeMembers(
  tx: Transaction,
  releaseId: string,
  list: MemberList,
  tenantIds: string[],
  revision: number,
): Promise<number> {
  return tx.run(
    `update release_member set removed_revision = $4
     where release_id = $1 and list = $2 and tenant_id = any($3) and removed_revision is null`,
    [releaseId, list, tenantIds, revision],
  )
}

/** In the order of their ids, those after `after`. */
export function listMembers(
  tx: Transaction,
  releaseId: string,
  list: MemberList,
  page: { limit: number; after: string },
): Promise<{ tenantId: string }[]> {
  return tx.list<{ tenantId: string }>(
    `select tenant_id as "tenantId" from release_member
     where release_id = $1 and list = $2 and removed_revision is null and tenant_id > $3
     order by tenant_id limit $4`,
    [releaseId, list, page.after, page.limit],
  )
}

/** The lists the tenant is on, by release. */
export async function listMemberships(
  tx: Transaction,
  tenantId: string,
  releaseIds: string[],
): Promise<Map<string, Set<MemberList>>> {
  const rows = await tx.list<{ releaseId: string; lists: MemberList[] }>(
    `select release_id as "releaseId", array_agg(list) as lists from release_member
     where release_id = any($1) and list = any($2) and tenant_id = $3 and removed_revision is null
     group by release_id`,
    [releaseIds, [...memberLists], tenantId],
  )
  return new Map(rows.map(({ releaseId, lists }) => [releaseId, new Set(lists)]))
}
