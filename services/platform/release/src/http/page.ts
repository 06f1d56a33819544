import type { Page } from '@portico/release'
import { type CursorKey, decodeCursor, encodeCursor, type PageQuery } from '@portico/service-kit'
import type { Static } from 'typebox'

const DEFAULT_PAGE_SIZE = 50

interface PageSource<Row, Item> {
  /** How many values a cursor of this list has. */
  keyLength: number
  /** At most `limit` rows after `after` (null: from the beginning), in the list's order. */
  rows(limit: number, after: CursorKey | null): Promise<Row[]>
  keyOf(row: Row): CursorKey
  toItem(row: Row): Item
}

/** One page by keyset, in the shape of `@portico/release`. Throws INVALID_CURSOR. */
export async function readItems<Row, Item>(
  query: Static<typeof PageQuery>,
  source: PageSource<Row, Item>,
): Promise<Page<Item>> {
  const first = query.first ?? DEFAULT_PAGE_SIZE
  const after = query.after ? decodeCursor(query.after, source.keyLength) : null
  const rows = await source.rows(first + 1, after)
  const shown = rows.slice(0, first)
  const last = shown.at(-1)
  const nextCursor = last && rows.length > first ? encodeCursor(source.keyOf(last)) : null
  return { items: shown.map(row => source.toItem(row)), nextCursor }
}
