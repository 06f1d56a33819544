import type { ServedSnapshot, SnapshotReport } from '@portico/release'
import type { Transaction } from '@portico/service-kit'

interface SnapshotRow {
  id: string
  content: ServedSnapshot['content']
  first_served_at: Date
  last_served_at: Date
  page_count: string
  /** With microseconds, which a JavaScript date has not. */
  position: string
}

const COLUMNS = `id, content, first_served_at, last_served_at, page_count, first_served_at::text as position`

/** An id is made from its content, so what is known of it already stays as it is. */
export async function noteSnapshots(tx: Transaction, { items }: SnapshotReport): Promise<void> {
  await tx.run(
    `insert into snapshot (id, content, first_served_at, last_served_at, page_count)
     select id, (array_agg(content))[1], min(at), max(at), sum(page_count)
     from jsonb_to_recordset($1::jsonb) as s (id text, content jsonb, at timestamptz, page_count bigint)
     group by id order by id
     on conflict (id) do update set
       first_served_at = least(snapshot.first_served_at, excluded.first_served_at),
       last_served_at = greatest(snapshot.last_served_at, excluded.last_served_at),
       page_count = snapshot.page_count + excluded.page_count`,
    [JSON.stringify(items.map(({ pageCount, ...item }) => ({ ...item, page_count: pageCount })))],
  )
}

export async function findSnapshot(tx: Transaction, id: string): Promise<ServedSnapshot | null> {
  const row = await tx.find<SnapshotRow>(`select ${COLUMNS} from snapshot where id = $1`, [id])
  return row && toSnapshot(row)
}

/** Those served first last come first. */
export function listSnapshots(
  tx: Transaction,
  limit: number,
  after: readonly string[] | null,
): Promise<SnapshotRow[]> {
  return tx.list<SnapshotRow>(
    `select ${COLUMNS} from snapshot
     where $2::timestamptz is null or (first_served_at, id) < ($2, $3)
     order by first_served_at desc, id desc limit $1`,
    [limit, after?.[0] ?? null, after?.[1] ?? null],
  )
}

export function toSnapshot(row: SnapshotRow): ServedSnapshot {
  return {
    id: row.id,
    content: row.content,
    firstServedAt: row.first_served_at.toISOString(),
    lastServedAt: row.last_served_at.toISOString(),
    pageCount: Number(row.page_count),
  }
}
