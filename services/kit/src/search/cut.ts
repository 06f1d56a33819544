import type { Transaction } from '../database/transaction.ts'
import { gramsOf } from './grams.ts'

export const SEGMENT_ROWS = 1024
/** Of an id in `search_segment.ids`; one that is longer stays among those that wait. */
export const ID_BYTES = 36

interface Searched {
  table: string
  texts: readonly string[]
}

interface SearchedRow {
  id: string
  text: string
}

/**
 * Cuts the texts of up to 1,024 waiting rows of a tenant into grams: a segment, which is never written again. Gives how many
 * rows; fewer than `atLeast` are left waiting.
 */
export async function cutWaiting(
  tx: Transaction,
  tenantId: string,
  searched: Searched,
  atLeast = SEGMENT_ROWS / 2,
): Promise<number> {
  const { table } = searched
  const waiting = await tx.list<{ id: string }>(
    `select id from search_pending where tenant_id = $1 and subject = $2 and octet_length(id) <= ${ID_BYTES}
     order by id limit ${SEGMENT_ROWS} for update skip locked`,
    [tenantId, table],
  )
  if (waiting.length < Math.max(1, atLeast)) return 0
  const ids = waiting.map(({ id }) => id)
  // A statement of its own: what was committed before the rows were locked is seen.
  const rows = await readTexts(tx, tenantId, searched, ids)
  if (rows.length > 0) await writeSegment(tx, tenantId, table, rows)
  await tx.run('delete from search_pending where tenant_id = $1 and subject = $2 and id = any($3)', [
    tenantId,
    table,
    ids,
  ])
  return ids.length
}

/** Without rows that were deleted meanwhile. A line end is in no search: grams over it find nothing wrong. */
function readTexts(
  tx: Transaction,
  tenantId: string,
  { table, texts }: Searched,
  ids: string[],
): Promise<SearchedRow[]> {
  return tx.list<SearchedRow>(
    `select id, concat_ws(E'\\n', ${texts.join(', ')}) as text from ${table} where tenant_id = $1 and id = any($2) order by id`,
    [tenantId, ids],
  )
}

async function writeSegment(tx: Transaction, tenantId: string, table: string, rows: SearchedRow[]) {
  const { segment } = await tx.get<{ segment: number }>(
    `insert into search_segment (tenant_id, subject, segment, ids)
     select $1, $2, coalesce(max(segment), 0) + 1, convert_to($3, 'UTF8')
     from search_segment where tenant_id = $1 and subject = $2 returning segment`,
    [tenantId, table, rows.map(({ id }) => padded(id)).join('')],
  )
  const entries = entriesOf(rows)
  await tx.run(
    `insert into search_gram (tenant_id, subject, gram, segment, entries)
     select $1, $2, gram, $3, ('x' || entries)::bit varying from unnest($4::text[], $5::text[]) as cut (gram, entries)`,
    [tenantId, table, segment, [...entries.keys()], [...entries.values()].map(bits => bits.toString('hex'))],
  )
}

function padded(id: string): string {
  return id + ' '.repeat(ID_BYTES - Buffer.byteLength(id))
}

/** The rows of each gram, the first row as the highest bit of the first byte. */
function entriesOf(rows: readonly SearchedRow[]): Map<string, Buffer> {
  const entries = new Map<string, Buffer>()
  for (const [place, { text }] of rows.entries())
    for (const gram of gramsOf(text)) {
      const bits = entries.get(gram) ?? Buffer.alloc(SEGMENT_ROWS / 8)
      entries.set(gram, bits)
      bits[place >> 3] = (bits[place >> 3] ?? 0) | (0x80 >> (place & 7))
    }
  return entries
}
