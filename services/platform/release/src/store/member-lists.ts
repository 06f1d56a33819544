import { fingerprintOf, type MemberList } from '@portico/release'
import { problems, type Transaction } from '@portico/service-kit'

export interface ListChange {
  add?: readonly string[] | undefined
  remove?: readonly string[] | undefined
}

export interface ListCounts {
  added: number
  removed: number
}

/** A list whose row is locked: no other transaction changes it until this one ends. */
export interface LockedList {
  id: number
  /** The revision that this change makes. */
  next: number
}

/**
 * Changes one list; a tenant in both `add` and `remove` is removed. Its revision grows only when a tenant comes or goes.
 * Locks the list's row: call it before the release's row is locked. Throws NOT_FOUND.
 */
export async function changeList(
  tx: Transaction,
  releaseId: string,
  list: MemberList,
  { add = [], remove = [] }: ListChange,
): Promise<ListCounts> {
  const locked = await lockList(tx, releaseId, list)
  const going = new Set(remove)
  const coming = [...new Set(add)].filter(tenantId => !going.has(tenantId))
  const added = await addMembers(tx, locked, coming)
  const removed = await removeMembers(tx, locked, [...going])
  return countList(tx, locked, { added, removed })
}

/** Throws NOT_FOUND. */
export async function lockList(tx: Transaction, releaseId: string, list: MemberList): Promise<LockedList> {
  const row = await tx.find<LockedList>(
    'select id, revision + 1 as next from release_list where release_id = $1 and list = $2 for update',
    [releaseId, list],
  )
  if (!row) throw problems.NOT_FOUND(`No release ${releaseId}.`)
  return row
}

export async function countList(tx: Transaction, { id, next }: LockedList, counts: ListCounts) {
  const { added, removed } = counts
  if (added + removed > 0) {
    await tx.run('update release_list set count = count + $2, revision = $3 where id = $1', [
      id,
      added - removed,
      next,
    ])
  }
  return counts
}

function addMembers(tx: Transaction, { id, next }: LockedList, tenantIds: string[]): Promise<number> {
  return tx.run(
    `insert into release_member (list_id, tenant_id, fingerprint, added_revision)
     select $1, t.tenant_id, t.fingerprint, $4
     from unnest($2::text[], $3::bigint[]) as t (tenant_id, fingerprint)
     on conflict (list_id, tenant_id) do update
       set added_revision = excluded.added_revision, removed_revision = null
       where release_member.removed_revision is not null`,
    [id, tenantIds, tenantIds.map(tenantId => String(fingerprintOf(tenantId))), next],
  )
}

function removeMembers(tx: Transaction, { id, next }: LockedList, tenantIds: string[]): Promise<number> {
  return tx.run(
    `update release_member set removed_revision = $3
     where list_id = $1 and tenant_id = any($2) and removed_revision is null`,
    [id, tenantIds, next],
  )
}

/** In the order of the ids' bytes, those after `after`. */
export function listMembers(
  tx: Transaction,
  releaseId: string,
  list: MemberList,
  page: { limit: number; after: string },
): Promise<{ tenantId: string }[]> {
  return tx.list<{ tenantId: string }>(
    `select tenant_id as "tenantId" from release_member
     where list_id = (select id from release_list where release_id = $1 and list = $2)
       and removed_revision is null and tenant_id > $3
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
    `select l.release_id as "releaseId", array_agg(l.list) as lists
     from release_list l join release_member m on m.list_id = l.id and m.tenant_id = $2
     where l.release_id = any($1) and m.removed_revision is null group by l.release_id`,
    [releaseIds, tenantId],
  )
  return new Map(rows.map(({ releaseId, lists }) => [releaseId, new Set(lists)]))
}
