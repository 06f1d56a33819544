import { type CallContext, type CursorKey, localClock, type Transaction } from '@portico/service-kit'
import { type DocumentFilter, lookUpSearch } from '../documents/conditions.ts'
import { type ListedDocument, listDocuments } from '../documents/list.ts'
import { listLines } from '../documents/read.ts'
import type { SalesStore } from '../documents/sales-store.ts'
import type { OrderNames } from './order-names.ts'
import type { OrderRow } from './order-table.ts'

/** Dates do not change, so a document that is edited meanwhile is met once; and what is new stands before the beginning. */
const SORT = 'DATE_DESC'

/** A document has 5,000 lines at most and is never cut, so a batch is 7,000 rows at most. */
interface BatchSize {
  documents: number
  lines: number
}

const SIZE: BatchSize = { documents: 500, lines: 2000 }

export interface OrderExport {
  context: CallContext
  filter: DocumentFilter
}

/** The lines of the filter's documents, whole documents a batch; each batch is one short transaction, and then the names. */
export async function* readOrderRows(
  store: SalesStore,
  names: OrderNames,
  { context, filter }: OrderExport,
  size = SIZE,
): AsyncGenerator<OrderRow[]> {
  const { tenantId } = context
  // A document whose text is edited meanwhile stays what it was found as.
  const found = filter.search
    ? await store.tenant(tenantId, tx => lookUpSearch(tx, tenantId, filter))
    : filter
  let after: CursorKey | null = null
  for (;;) {
    const batch = await store.tenant(tenantId, tx => readBatch(tx, { tenantId, filter: found }, after, size))
    const last = batch.documents.at(-1)
    if (!last) return
    yield await nameRows(names, context, batch, filter.timeZone)
    after = last.cursorKey
  }
}

type Batch = Awaited<ReturnType<typeof readBatch>>

async function readBatch(
  tx: Transaction,
  { tenantId, filter }: { tenantId: string; filter: DocumentFilter },
  after: CursorKey | null,
  size: BatchSize,
) {
  const documents = upTo(
    size.lines,
    await listDocuments(tx, tenantId, filter, { sort: SORT, limit: size.documents, after }),
  )
  const ids = documents.map(({ id }) => id)
  return { documents, lines: await listLines(tx, tenantId, ids) }
}

/** The first documents that together have about so many lines; at least one. */
function upTo(lines: number, documents: ListedDocument[]): ListedDocument[] {
  let before = 0
  return documents.filter(({ lineCount }) => {
    const isTaken = before < lines
    before += lineCount
    return isTaken
  })
}

async function nameRows(
  names: OrderNames,
  context: CallContext,
  { documents, lines }: Batch,
  timeZone: string,
): Promise<OrderRow[]> {
  const products = await names.products(
    context,
    lines.map(({ productId }) => productId),
  )
  const customers = await names.customers(
    context,
    documents.map(({ customerId }) => customerId),
  )
  const clock = localClock(timeZone)
  const linesOf = Map.groupBy(lines, ({ orderId }) => orderId)
  return documents.flatMap(document => {
    const localTime = clock(document.orderedAt)
    const customer = customers.get(document.customerId ?? '')
    return (linesOf.get(document.id) ?? []).map(line => {
      const product = products.get(line.productId ?? '')
      return { document, localTime, line, product, customer }
    })
  })
}
