import type { Transaction } from '@portico/service-kit'
import { FILE_SOURCE } from '../documents/document.ts'
import { type NewDocument, writeDocuments } from '../documents/write.ts'
import type { ImportClaim, Step } from './claim.ts'

const BATCH_ROWS = 2000
const BATCH_DOCUMENTS = 500

interface TakenRow {
  row: number
  documentNumber: string
  productCode: string
  customerCode: string | null
  description: string | null
  quantity: string
  unitPrice: string
  discount: string
  orderedAt: Date
}

interface MatchedRow extends TakenRow {
  productId: string | null
  customerId: string | null
}

/** Documents in batches, each one transaction with the rows it takes out and the counters it moves: a crash loses nothing. */
export async function writeImportedDocuments(claim: ImportClaim): Promise<void> {
  const { currency } = await claim.read()
  for (;;) {
    const { rowsDone } = await claim.step(tx => writeBatch(tx, claim, currency))
    if (rowsDone === 0) return
  }
}

async function writeBatch(tx: Transaction, claim: ImportClaim, currency: string): Promise<Step> {
  const rows = await takeRows(tx, claim)
  if (rows.length === 0) return { rowsDone: 0 }
  const written = await writeDocuments(tx, claim.tenantId, toDocuments(rows, currency))
  const created = written.filter(({ isCreated }) => isCreated).length
  return { rowsDone: rows.length, documentsCreated: created, documentsRecognised: written.length - created }
}

/** All rows of the next documents, in the order of the file; taken out, so the next batch begins after them. */
async function takeRows(tx: Transaction, claim: ImportClaim): Promise<MatchedRow[]> {
  const numbers = await nextNumbers(tx, claim)
  const rows = await tx.list<TakenRow>(
    `delete from import_row where tenant_id = $1 and import_id = $2 and problem is null and document_number = any($3)
     returning row, document_number as "documentNumber", product_code as "productCode", customer_code as "customerCode",
       description, quantity, unit_price as "unitPrice", discount, ordered_at as "orderedAt"`,
    [claim.tenantId, claim.importId, numbers],
  )
  const products = await findMatches(
    tx,
    claim,
    'PRODUCT',
    rows.map(({ productCode }) => productCode),
  )
  const customers = await findMatches(
    tx,
    claim,
    'CUSTOMER',
    rows.map(({ customerCode }) => customerCode ?? ''),
  )
  return rows
    .sort((a, b) => a.row - b.row)
    .map(row => ({
      ...row,
      productId: products.get(row.productCode) ?? null,
      customerId: customers.get(row.customerCode ?? '') ?? null,
    }))
}

/** Whole documents, about as many as make a batch of rows. */
async function nextNumbers(tx: Transaction, { tenantId, importId }: ImportClaim): Promise<string[]> {
  const documents = await tx.list<{ number: string; rows: number }>(
    `select document_number as number, count(*)::int as rows from import_row
     where tenant_id = $1 and import_id = $2 and problem is null
     group by document_number order by document_number limit $3`,
    [tenantId, importId, BATCH_DOCUMENTS],
  )
  let before = 0
  const numbers: string[] = []
  for (const { number, rows } of documents) {
    if (before >= BATCH_ROWS) break
    numbers.push(number)
    before += rows
  }
  return numbers
}

async function findMatches(
  tx: Transaction,
  { tenantId, importId }: ImportClaim,
  kind: 'PRODUCT' | 'CUSTOMER',
  codes: string[],
): Promise<Map<string, string>> {
  const rows = await tx.list<{ code: string; id: string }>(
    `select code, target_id as id from import_match
     where tenant_id = $1 and import_id = $2 and kind = $3 and code = any($4)`,
    [tenantId, importId, kind, [...new Set(codes)]],
  )
  return new Map(rows.map(({ code, id }) => [code, id]))
}

function toDocuments(rows: MatchedRow[], currency: string): NewDocument[] {
  return [...Map.groupBy(rows, row => row.documentNumber)].map(([number, own]) => ({
    source: FILE_SOURCE,
    number,
    kind: isCredit(number, own) ? 'CREDIT_NOTE' : 'ORDER',
    status: 'CLOSED',
    customerId: own.find(row => row.customerId)?.customerId ?? null,
    orderedAt: (own[0]?.orderedAt ?? new Date()).toISOString(),
    note: null,
    currency,
    creditOfId: null,
    lines: own.map(toLine),
  }))
}

/** A number like C536379 and nothing but goods coming back. */
function isCredit(number: string, rows: MatchedRow[]): boolean {
  return /^C\d/i.test(number) && rows.every(({ quantity }) => Number(quantity) <= 0)
}

function toLine({ productId, description, quantity, unitPrice, discount }: MatchedRow) {
  return { productId, description: description ?? '', quantity, unitPrice, discount }
}
