import type { Activity, Change } from '@portico/sales-contract'
import { type CallContext, type CursorKey, newId, type Transaction } from '@portico/service-kit'

/** Who acted, of a call. */
export type Actor = Pick<CallContext, 'tenantId' | 'userId'>

interface Entry {
  action: Activity['action']
  changes?: Change[]
  creditNoteId?: string
}

/** In the transaction that does it, so what is recorded has happened and what has happened is recorded. */
export async function recordActivity(
  tx: Transaction,
  { tenantId, userId }: Actor,
  documentId: string,
  { action, changes = [], creditNoteId }: Entry,
) {
  await tx.run(
    `insert into document_activity (tenant_id, id, document_id, user_id, action, changes, related_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [tenantId, newId(), documentId, userId, action, JSON.stringify(changes), creditNoteId ?? null],
  )
}

export async function countActivity(tx: Transaction, tenantId: string, documentId: string): Promise<number> {
  const { count } = await tx.get<{ count: number }>(
    'select count(*)::int as count from document_activity where tenant_id = $1 and document_id = $2',
    [tenantId, documentId],
  )
  return count
}

/** Newest first: ids are made in the order of time. */
export async function listActivity(
  tx: Transaction,
  tenantId: string,
  documentId: string,
  { limit, after }: { limit: number; after: CursorKey | null },
): Promise<Activity[]> {
  const rows = await tx.list<Omit<Activity, 'at'> & { at: Date }>(
    `select id, at, user_id as "userId", action, changes, related_id as "creditNoteId" from document_activity
     where tenant_id = $1 and document_id = $2 and ($3::text is null or id < $3) order by id desc limit $4`,
    [tenantId, documentId, after?.[0] ?? null, limit],
  )
  return rows.map(row => ({ ...row, at: row.at.toISOString() }))
}
