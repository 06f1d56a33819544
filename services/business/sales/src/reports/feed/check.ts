import type { CopyState, ReportCopy, SumLine } from '../store/report-store.ts'
import type { BookReads, SalesBooks } from './books.ts'

/** A tenant that writes more while it is looked at is looked at another time. */
const MAX_LATER = 10_000

export interface SumDifference {
  /** Month (UTC), kind and status. */
  key: string
  books: SumLine | null
  copy: SumLine | null
}

interface BookSums {
  later: string[]
  sums: SumLine[]
}

/**
 * The sums of a copy that differ from those of the books, to the cent; null: they cannot be compared now. What was changed since
 * the copy's position is left out on both sides, so that a tenant need not stand still for it.
 */
export async function compareWithBooks(
  books: SalesBooks,
  copy: ReportCopy,
  tenantId: string,
): Promise<SumDifference[] | null> {
  const state = await copy.state()
  if (state?.asOf == null) return null
  const { later, sums } = await books.read(tenantId, tx => readSums(tx, tenantId, state))
  if (later.length > MAX_LATER) return null
  const own = new Map((await copy.sums(later)).map(line => [line.key, line]))
  const theirs = new Map(sums.map(line => [line.key, line]))
  const keys = [...new Set([...own.keys(), ...theirs.keys()])].sort()
  return keys
    .map(key => ({ key, books: theirs.get(key) ?? null, copy: own.get(key) ?? null }))
    .filter(({ books: book, copy: copied }) => !isSame(book, copied))
}

/** One statement, so that all of it sees the same moment. */
function readSums(tx: BookReads, tenantId: string, { position }: CopyState): Promise<BookSums> {
  return tx.get<BookSums>(
    `with own as (
       select id, to_char(ordered_at at time zone 'UTC', 'YYYY-MM') || '/' || kind || '/' || status as key, total from document
       where tenant_id = $1 and (changed_in, id) <= ($2::bigint, $3)
     ), sold as (
       select own.key, sum(l.quantity) as quantity, sum(l.amount) as amount
       from own join line l on l.document_id = own.id and l.tenant_id = $1 and l.product_id is not null group by 1
     ), summed as (
       select key, count(*)::int as documents, sum(total)::text as total, coalesce(min(sold.quantity), 0.0000)::text as quantity,
         coalesce(min(sold.amount), 0.00)::text as amount
       from own left join sold using (key) group by key
     )
     select array(select id from document where tenant_id = $1 and (changed_in, id) > ($2::bigint, $3) limit ${MAX_LATER + 1}) as later,
       (select coalesce(json_agg(summed), '[]') from summed) as sums`,
    [tenantId, position.transaction, position.documentId],
  )
}

function isSame(book: SumLine | null, copied: SumLine | null): boolean {
  if (!book || !copied) return false
  return (['documents', 'total', 'quantity', 'amount'] as const).every(name => book[name] === copied[name])
}
