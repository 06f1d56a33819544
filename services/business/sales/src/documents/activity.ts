import { type CallContext, type CursorKey, newId, type Transaction } from '@portico/service-kit'
import type { Change } from './changes.ts'
import type { DocumentAction } from './state.ts'

export const ACTIVITY_ACTIONS = [
  'CREATE',
  'IMPORT',
  'EDIT',
  'CONFIRM',
  'SHIP',
  'UNDO_SHIPMENT',
  'CLOSE',
  'CANCEL',
  'CREDIT',
] as const satisfies (DocumentAction | 'CREATE' | 'IMPORT')[]

type ActivityAction = (typeof ACTIVITY_ACTIONS)[number]

/** Who acted, of a call. */
export type Actor = Pick<CallContext, 'tenantId' | 'userId'>

/** One thing that was done to a document. `at` is an ISO instant. */
export interface Activity {
  id: string
  at: string
  /** Null: no person, such as the job of an import. */
  userId: string | null
  action: ActivityAction
  /** What was edited; else empty. */
  changes: Change[]
  /** The credit note that CREDIT made. */
  creditNoteId: string | null
}

interface Entry {
  action: ActivityAction
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
  limit: number,
  after: CursorKey | null,
): Promise<Activity[]> {
  const rows = await tx.list<Omit<Activity, 'at'> & { at: Date }>(
    `select id, at, user_id as "userId", action, changes, related_id as "creditNoteId" from document_activity
     where tenant_id = $1 and document_id = $2 and ($3::text is null or id < $3) order by id desc limit $4`,
    [tenantId, documentId, after?.[0] ?? null, limit],
  )
  return rows.map(row => ({ ...row, at: row.at.toISOString() }))
}
