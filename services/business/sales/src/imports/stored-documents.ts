import type { Transaction } from '@portico/service-kit'
import { FILE_SOURCE } from '../documents/document.ts'
import type { NewDocument, NewLine } from '../documents/write.ts'
import { lowerAscii } from './reading/conflicts.ts'

/** A document that has a number of the file: stored before, or of this very batch (then without an id). */
export interface Holder {
  id: string | null
  source: string
  isCredited: boolean
  facts: string
}

interface StoredHead {
  id: string
  source: string
  key: string
  customerId: string | null
  orderedAt: Date
  isCredited: boolean
}

/** The documents that hold numbers of a batch, in any series of files. */
export class StoredDocuments {
  readonly #holders: Map<string, Holder[]>

  private constructor(holders: Map<string, Holder[]>) {
    this.#holders = holders
  }

  static async load(tx: Transaction, tenantId: string, documents: NewDocument[]): Promise<StoredDocuments> {
    const heads = await tx.list<StoredHead>(
      `select id, source, number_key as key, customer_id as "customerId", ordered_at as "orderedAt",
         exists (select 1 from document c where c.tenant_id = $1 and c.credit_of_id = document.id) as "isCredited"
       from document where tenant_id = $1 and number_key = any($2) and source like '${FILE_SOURCE}%' order by source`,
      [tenantId, documents.map(({ number }) => lowerAscii(number))],
    )
    const lines = heads.length > 0 ? await linesOf(tx, tenantId, heads) : new Map<string, NewLine[]>()
    const holders = new Map<string, Holder[]>()
    for (const { id, source, key, customerId, orderedAt, isCredited } of heads) {
      const facts = factsOf({ customerId, orderedAt: orderedAt.toISOString(), lines: lines.get(id) ?? [] })
      holders.set(key, [...(holders.get(key) ?? []), { id, source, isCredited, facts }])
    }
    return new StoredDocuments(holders)
  }

  listHolders(number: string): Holder[] {
    return this.#holders.get(lowerAscii(number)) ?? []
  }

  /** A document of the batch holds its number from now on. */
  add({ number, source, ...document }: NewDocument) {
    const holder = { id: null, source, isCredited: false, facts: factsOf(document) }
    this.#holders.set(lowerAscii(number), [...this.listHolders(number), holder])
  }
}

async function linesOf(
  tx: Transaction,
  tenantId: string,
  heads: StoredHead[],
): Promise<Map<string, NewLine[]>> {
  const lines = await tx.list<NewLine & { documentId: string }>(
    `select document_id as "documentId", product_id as "productId", description, quantity, unit_price as "unitPrice", discount
     from line where tenant_id = $1 and document_id = any($2)`,
    [tenantId, heads.map(({ id }) => id)],
  )
  return Map.groupBy(lines, ({ documentId }) => documentId)
}

/** Customer, time and lines in any order: two documents with the same facts are one. */
export function factsOf({
  customerId,
  orderedAt,
  lines,
}: Pick<NewDocument, 'customerId' | 'orderedAt' | 'lines'>): string {
  const own = lines.map(({ productId, quantity, unitPrice, discount }) =>
    [productId, quantity, unitPrice, discount].join('|'),
  )
  return JSON.stringify([customerId, orderedAt, own.sort()])
}
