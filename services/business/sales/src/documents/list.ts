import type { CursorKey, Transaction } from '@portico/service-kit'
import { conditionsOf, type DocumentFilter, Values } from './conditions.ts'
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

export async function listDocuments(
  tx: Transaction,
  tenantId: string,
  filter: DocumentFilter,
  { sort, limit, after }: { sort: DocumentSort; limit: number; after: CursorKey | null },
): Promise<ListedDocument[]> {
  const { column, type, isDescending } = SORTS[sort]
  const [direction, beyond] = isDescending ? ['desc', '<'] : ['asc', '>']
  const values = new Values()
  const conditions = conditionsOf(values, tenantId, filter)
  if (after)
    conditions.push(
      `(${column}, id) ${beyond} (${values.add(after[0] ?? null)}::text::${type}, ${values.add(after[1] ?? null)})`,
    )
  const rows = await tx.list<DocumentRow & { sortKey: string }>(
    `select ${DOCUMENT_COLUMNS}, ${column}::text as "sortKey" from document
     where ${conditions.join(' and ')} order by ${column} ${direction}, id ${direction} limit ${values.add(limit)}`,
    values.list,
  )
  return rows.map(({ sortKey, ...row }) => ({ ...toDocument(row), cursorKey: [sortKey, row.id] }))
}
