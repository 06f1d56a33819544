import type { PageQuery } from '@portico/service-contract'
import type { Static } from 'typebox'
import { problems } from '../problems/problem.ts'

const DEFAULT_PAGE_SIZE = 50

/** Where a row stands in its order: the values it is sorted by, the last of them unique. */
export type CursorKey = readonly string[]

export interface Page<Item> {
  items: (Item & { cursor: string })[]
  pageInfo: { endCursor: string | null; hasNextPage: boolean }
  totalCount: number
}

export interface PageSource<Row, Item> {
  /** How many values a cursor of this list has. */
  keyLength: number
  count(): Promise<number>
  /** At most `limit` rows after `after` (null: from the beginning), in the list's order. */
  rows(limit: number, after: CursorKey | null): Promise<Row[]>
  keyOf(row: Row): CursorKey
  toItem(row: Row): Item
}

/** Reads one page by keyset. Throws `INVALID_CURSOR`. */
export async function readPage<Row, Item>(
  query: Static<typeof PageQuery>,
  source: PageSource<Row, Item>,
): Promise<Page<Item>> {
  const first = query.first ?? DEFAULT_PAGE_SIZE
  const after = query.after ? decodeCursor(query.after, source.keyLength) : null
  const totalCount = await source.count()
  const rows = await source.rows(first + 1, after)
  const items = rows
    .slice(0, first)
    .map(row => ({ ...source.toItem(row), cursor: encodeCursor(source.keyOf(row)) }))
  const endCursor = items.at(-1)?.cursor ?? null
  return { items, pageInfo: { endCursor, hasNextPage: rows.length > first }, totalCount }
}

export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

export function decodeCursor(cursor: string, keyLength: number): CursorKey {
  const key = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'))
  const isKey = Array.isArray(key) && key.length === keyLength && key.every(part => typeof part === 'string')
  if (!isKey) throw problems.INVALID_CURSOR('The cursor is not one of this list.')
  return key
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
