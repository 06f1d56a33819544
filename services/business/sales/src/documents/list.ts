import type { CursorKey, Transaction } from '@portico/service-kit'
import { conditionsOf, type DocumentFilter, searchCondition, Values } from './conditions.ts'
import { DOCUMENT_COLUMNS, type Document, type DocumentRow, toDocument } from './document.ts'

export const SORTS = {
  DATE_DESC: { column: 'ordered_at', type: 'timestamptz', isDescending: true },
  DATE_ASC: { column: 'ordered_at', type: 'timestamptz', isDescending: false },
  NUMBER_DESC: { column: 'number', type: 'text', isDescending: true },
  NUMBER_ASC: { column: 'number', type: 'text', isDescending: false },
  TOTAL_DESC: { column: 'total', type: 'numeric', isDescending: true },
  TOTAL_ASC: { column: 'total', type: 'numeric', isDescending: false },
} as const

export type DocumentSort = keyof typeof SORTS

export interface ListedDocument extends Document {
  cursorKey: CursorKey
}

interface PageOrder {
  sort: DocumentSort
  limit: number
  after: CursorKey | null
}

type SortedRow = DocumentRow & { sortKey: string }

export async function listDocuments(
  tx: Transaction,
  tenantId: string,
  filter: DocumentFilter,
  order: PageOrder,
): Promise<ListedDocument[]> {
  const rows = filter.search
    ? await searchInOrder(tx, tenantId, filter, order)
    : await readInOrder(tx, tenantId, filter, order)
  return rows.map(({ sortKey, ...row }) => ({ ...toDocument(row), cursorKey: [sortKey, row.id] }))
}

function readInOrder(tx: Transaction, tenantId: string, filter: DocumentFilter, order: PageOrder) {
  const values = new Values()
  const { from, direction } = inOrder(values, tenantId, filter, order)
  const { column } = SORTS[order.sort]
  return tx.list<SortedRow>(
    `select ${DOCUMENT_COLUMNS}, ${column}::text as "sortKey" ${from} ${direction} limit ${values.add(order.limit)}`,
    values.list,
  )
}

/** Documents of the first look, and how many more each further look takes. */
const LOOK_ROWS = 2000
const LOOK_GROWTH = 4

interface Look {
  found: string[]
  /** Where the look ended; null: there are no more. */
  last: [string, string] | null
}

/**
 * For a text that stands in many documents: they are looked at in the list's order until the page is full. PostgreSQL, which
 * does not know that they are many, would read and sort all of them.
 */
async function searchInOrder(
  tx: Transaction,
  tenantId: string,
  filter: DocumentFilter,
  { sort, limit, after }: PageOrder,
): Promise<SortedRow[]> {
  const ids: string[] = []
  let from = after
  for (let rows = LOOK_ROWS; ids.length < limit; rows *= LOOK_GROWTH) {
    const { found, last } = await lookOn(tx, tenantId, filter, {
      sort,
      after: from,
      limit: rows,
      wanted: limit - ids.length,
    })
    ids.push(...found)
    if (last === null) break
    from = last
  }
  return readInOrder(tx, tenantId, { timeZone: filter.timeZone, ids }, { sort, limit, after: null })
}

/** `limit` is of the documents that are looked at. */
async function lookOn(
  tx: Transaction,
  tenantId: string,
  { search = '', ...others }: DocumentFilter,
  { sort, limit, after, wanted }: PageOrder & { wanted: number },
): Promise<Look> {
  const values = new Values()
  const { column, isDescending } = SORTS[sort]
  const { from, direction } = inOrder(values, tenantId, others, { sort, after })
  const back = isDescending ? 'asc' : 'desc'
  return tx.get<Look>(
    `with look as materialized (
       select id, ${column} as key, ${searchCondition(values, search)} as is_match ${from} ${direction}
       limit ${values.add(limit)}
     )
     select coalesce((select json_agg(id) from (select id from look where is_match limit ${values.add(wanted)}) as page), '[]') as found,
       case when (select count(*) from look) = ${values.add(limit)}
         then (select json_build_array(key::text, id) from look order by look.key ${back}, id ${back} limit 1) end as last`,
    values.list,
  )
}

function inOrder(
  values: Values,
  tenantId: string,
  filter: DocumentFilter,
  { sort, after }: Pick<PageOrder, 'sort' | 'after'>,
) {
  const { column, type, isDescending } = SORTS[sort]
  const [direction, beyond] = isDescending ? ['desc', '<'] : ['asc', '>']
  const conditions = conditionsOf(values, tenantId, filter)
  if (after)
    conditions.push(
      `(${column}, id) ${beyond} (${values.add(after[0] ?? null)}::text::${type}, ${values.add(after[1] ?? null)})`,
    )
  return {
    from: `from document where ${conditions.join(' and ')}`,
    direction: `order by ${column} ${direction}, id ${direction}`,
  }
}
