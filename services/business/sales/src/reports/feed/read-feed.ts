import type { CopiedDocument, CopiedLine, FeedPosition } from '../store/report-store.ts'
import type { BookReads } from './books.ts'

/** What a copy goes by before it reads changes. */
export interface FeedFrame {
  /** The server, its history (another after a replica took over, or a restore), the database, and how often the tenant moved between cells. */
  source: string
  /** Every transaction before this one is over. */
  horizon: string
  /** When that was so; ISO. */
  at: string
  /** Copies begun before that transaction was over are made anew; null: none. */
  redoSince: string | null
  /** Of the tenant, as far as they are added up; for the share that is done. */
  documents: number
}

export function readFrame(tx: BookReads, tenantId: string): Promise<FeedFrame> {
  return tx.get<FeedFrame>(
    `select (select system_identifier::text from pg_control_system()) || '/'
         || left(pg_walfile_name(pg_current_wal_lsn()), 8) || '/' || current_database()
         || coalesce((select '/' || generation from tenant_fence where tenant_id = $1), '') as source,
       pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
       to_char(statement_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
       (select since::text from report_redo where tenant_id = $1) as "redoSince",
       (select coalesce(sum(documents), 0)::int from document_tally where tenant_id = $1) as documents`,
    [tenantId],
  )
}

interface ChangedDocument extends CopiedDocument {
  transaction: string
}

export interface Changes {
  documents: ChangedDocument[]
  lines: CopiedLine[]
  /** Something is changed that is not in them yet: it is of a transaction that may not be the next. */
  isWaiting: boolean
}

/**
 * The next documents behind a position, of transactions before the horizon; of those none can come later. That more waits is
 * looked at last, so that a change between the two other reads is seen.
 */
export async function readChangedDocuments(
  tx: BookReads,
  tenantId: string,
  { horizon, after, limit }: { horizon: string; after: FeedPosition; limit: number },
): Promise<Changes> {
  const documents = await tx.list<ChangedDocument>(
    `select id, kind, status, (extract(epoch from ordered_at) * 1000000)::bigint::text as "orderedAtUs", total::text,
       changed_in::text as transaction
     from document where tenant_id = $1 and (changed_in, id) > ($2::bigint, $3) and changed_in < $4::bigint
     order by changed_in, id limit $5`,
    [tenantId, after.transaction, after.documentId, horizon, limit],
  )
  const lines = await tx.list<CopiedLine>(
    `select document_id as "documentId", product_id as "productId", sum(quantity)::text as quantity, sum(amount)::text as amount
     from line where tenant_id = $1 and document_id = any($2) and product_id is not null group by 1, 2`,
    [tenantId, documents.map(({ id }) => id)],
  )
  const { isWaiting } = await tx.get<{ isWaiting: boolean }>(
    `select exists(select from document where tenant_id = $1 and changed_in >= $2::bigint) as "isWaiting"`,
    [tenantId, horizon],
  )
  return { documents, lines, isWaiting: isWaiting || documents.length === limit }
}
