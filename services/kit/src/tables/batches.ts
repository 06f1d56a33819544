import type { CursorKey } from '../http/pages.ts'

interface BatchSource<Row> {
  /** At most `limit` rows after `after` (null: from the beginning), in one order that does not change. */
  rows(limit: number, after: CursorKey | null): Promise<Row[]>
  keyOf(row: Row): CursorKey
}

/** Small enough to be of no weight in memory, large enough that the statements are not what takes the time. */
const BATCH_ROWS = 1000

/** All rows of a list by keyset, each batch a read of its own: no transaction is open while a slow client reads. */
export async function* inBatches<Row>(
  { rows, keyOf }: BatchSource<Row>,
  batchRows = BATCH_ROWS,
): AsyncGenerator<Row[]> {
  let after: CursorKey | null = null
  for (;;) {
    const batch: Row[] = await rows(batchRows, after)
    const last = batch.at(-1)
    if (last) yield batch
    if (!last || batch.length < batchRows) return
    after = keyOf(last)
  }
}
