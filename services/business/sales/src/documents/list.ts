import type { DocumentKind } from '@portico/sales-contract'
import { type CursorKey, containsPattern, type Transaction } from '@portico/service-kit'
import { DOCUMENT_COLUMNS, type Document, type DocumentRow, toDocument } from './document.ts'
import { IS_SALE } from './sales.ts'

export const SORTS = {
  DATE_DESC: { column: 'ordered_at', type: 'timestamptz', isDescending: true },
  DATE_ASC: { column: 'ordered_at', type: 'timestamptz', isDescending: false },
  NUMBER_DESC: { column: 'number', type: 'text', isDescending: true },
  NUMBER_ASC: { column: 'number', type: 'text', isDescending: false },
  TOTAL_DESC: { column: 'total', type: 'numeric', isDescending: true },
  TOTAL_ASC: { column: 'total', type: 'numeric', isDescending: false },
} as const

export type DocumentSort = keyof typeof SORTS

/** `from` and `to` are inclusive days in `timeZone`. */
export interface DocumentFilter {
  kind?: DocumentKind | undefined
  statuses?: string[] | undefined
  customerId?: string | undefined
  search?: string | undefined
  from?: string | undefined
  to?: string | undefined
  timeZone: string
}

export interface ListedDocument extends Document {
  cursorKey: CursorKey
}

const FILTER = `tenant_id = $1 and ($2::text is null or kind = $2) and ($3::text[] is null or status = any($3))
  and ($4::text is null or customer_id = $4) and ($5::text is null or number ilike $5 or note ilike $5)
  and ($6::date is null or ordered_at >= $6::date::timestamp at time zone $8)
  and ($7::date is null or ordered_at < ($7::date + 1)::timestamp at time zone $8)`

/** How many there are of a kind, and what they come to. */
interface Tally {
  count: number
  amount: string
}

/** Over a whole filter; `orders` and `creditNotes` are sales, as the figures of a period count them. */
export interface DocumentSums {
  all: Tally
  orders: Tally
  creditNotes: Tally
  drafts: Tally
  cancelled: Tally
}

export async function sumDocuments(
  tx: Transaction,
  tenantId: string,
  filter: DocumentFilter,
): Promise<DocumentSums> {
  const { sums } = await tx.get<{ sums: DocumentSums }>(
    `select json_build_object(
       'all', ${tally('true')},
       'orders', ${tally(`${IS_SALE} and kind = 'ORDER'`)},
       'creditNotes', ${tally(`${IS_SALE} and kind = 'CREDIT_NOTE'`)},
       'drafts', ${tally(`status = 'DRAFT'`)},
       'cancelled', ${tally(`status = 'CANCELLED'`)}
     ) as sums from document where ${FILTER}`,
    filterValues(tenantId, filter),
  )
  return sums
}

function tally(condition: string): string {
  const amount = `coalesce(sum(total) filter (where ${condition}), 0.00)::text`
  return `json_build_object('count', count(*) filter (where ${condition}), 'amount', ${amount})`
}

export async function listDocuments(
  tx: Transaction,
  tenantId: string,
  filter: DocumentFilter,
  { sort, limit, after }: { sort: DocumentSort; limit: number; after: CursorKey | null },
): Promise<ListedDocument[]> {
  const { column, type, isDescending } = SORTS[sort]
  const [direction, beyond] = isDescending ? ['desc', '<'] : ['asc', '>']
  const isAfter = `($9::text is null or (${column}, id) ${beyond} ($9::text::${type}, $10))`
  const rows = await tx.list<DocumentRow & { sortKey: string }>(
    `select ${DOCUMENT_COLUMNS}, ${column}::text as "sortKey" from document
     where ${FILTER} and ${isAfter} order by ${column} ${direction}, id ${direction} limit $11`,
    [...filterValues(tenantId, filter), after?.[0] ?? null, after?.[1] ?? null, limit],
  )
  return rows.map(({ sortKey, ...row }) => ({ ...toDocument(row), cursorKey: [sortKey, row.id] }))
}

function filterValues(tenantId: string, filter: DocumentFilter) {
  const { kind, statuses, customerId, search, from, to, timeZone } = filter
  const pattern = search ? containsPattern(search) : null
  return [
    tenantId,
    kind ?? null,
    statuses ?? null,
    customerId ?? null,
    pattern,
    from ?? null,
    to ?? null,
    timeZone,
  ]
}
