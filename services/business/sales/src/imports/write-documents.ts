import type { DocumentKind, DocumentStatus } from '@portico/sales-contract'
import type { Transaction } from '@portico/service-kit'
import { FILE_SOURCE } from '../documents/document.ts'
import { type OrderTexts, orderTexts, textsOf } from '../documents/order-texts.ts'
import { type NewDocument, writeDocuments } from '../documents/write.ts'
import type { ImportClaim, Step } from './job/claim.ts'
import { decisionsOf } from './job/decided.ts'
import { addSums, sumDocuments, sumRows } from './job/sums.ts'
import {
  type DocumentPlan,
  type ImportedDocument,
  type NumberRules,
  planDocuments,
} from './plan-documents.ts'
import { replaceDocuments } from './replace-documents.ts'
import { CREDITED, problemOf, type RowProblem } from './rows/problems.ts'
import { fillKeys } from './stage-rows.ts'
import { StoredDocuments } from './stored-documents.ts'

const BATCH_ROWS = 2000
const BATCH_DOCUMENTS = 500

interface TakenRow {
  row: number
  key: string
  part: number
  documentNumber: string
  productCode: string
  customerCode: string | null
  description: string | null
  quantity: string
  unitPrice: string
  discount: string
  orderedAt: Date
  kind: DocumentKind | null
  state: DocumentStatus | null
  /** Null: staged by a version that read none. */
  texts: OrderTexts | null
}

interface MatchedRow extends TakenRow {
  productId: string | null
  customerId: string | null
}

/** Documents in batches, each one transaction with the rows it takes out and the counters it moves: a crash loses nothing. */
export async function writeImportedDocuments(claim: ImportClaim): Promise<void> {
  const job = await claim.read()
  const rules = decisionsOf(job)
  await claim.step(tx => fillKeys(tx, claim))
  for (;;) {
    const { rowsDone } = await claim.step(tx => writeBatch(tx, claim, job.currency, rules))
    if (rowsDone === 0) return
  }
}

async function writeBatch(
  tx: Transaction,
  claim: ImportClaim,
  currency: string,
  rules: NumberRules,
): Promise<Step> {
  const rows = await readRows(tx, claim)
  if (rows.length === 0) return { rowsDone: 0 }
  const documents = toDocuments(rows, currency)
  const stored = await StoredDocuments.load(tx, claim.tenantId, documents)
  const plan = planDocuments(documents, stored, rules)
  const created = await create(tx, claim.tenantId, plan.created)
  await replaceDocuments(tx, claim.tenantId, plan.replaced)
  const rejected =
    (await holdBack(tx, claim, plan.heldBack, UNDECIDED)) +
    (await holdBack(tx, claim, plan.credited, CREDITED))
  await addOutcomes(tx, claim, plan, created)
  await takeOut(tx, claim, rows)
  return {
    rowsDone: rows.length,
    rowsRejected: rejected,
    documentsCreated: plan.created.length,
    documentsRecognised: plan.recognised.length,
    documentsReplaced: plan.replaced.length,
    documentsSkipped: plan.skipped.length,
  }
}

/** One that was written meanwhile by another import is thrown: the batch is read again, and finds it. */
async function create(tx: Transaction, tenantId: string, documents: ImportedDocument[]): Promise<string[]> {
  const written = await writeDocuments(tx, tenantId, documents)
  if (written.some(({ isCreated }) => !isCreated)) throw new Error('A number of the file was taken meanwhile')
  await tx.run(
    `update document d set source_customer = w.customer from json_to_recordset($2) as w (id text, customer text)
     where d.tenant_id = $1 and d.id = w.id`,
    [
      tenantId,
      JSON.stringify(
        written.map(({ id }, index) => ({ id, customer: documents[index]?.sourceCustomer ?? '' })),
      ),
    ],
  )
  return written.map(({ id }) => id)
}

/** What was written is added up from the database, what was not from the rows of the file. */
async function addOutcomes(tx: Transaction, claim: ImportClaim, plan: DocumentPlan, created: string[]) {
  const { tenantId } = claim
  const rowsOf = (documents: ImportedDocument[]) => documents.flatMap(({ rows }) => rows)
  const replaced = plan.replaced.map(({ id }) => id)
  await addSums(tx, claim, 'CREATED', await sumDocuments(tx, tenantId, created))
  await addSums(tx, claim, 'REPLACED', await sumDocuments(tx, tenantId, replaced))
  if (plan.recognised.length > 0)
    await addSums(tx, claim, 'RECOGNISED', await sumRows(tx, claim, rowsOf(plan.recognised)))
  if (plan.skipped.length > 0)
    await addSums(tx, claim, 'SKIPPED', await sumRows(tx, claim, rowsOf(plan.skipped)))
}

const UNDECIDED = problemOf(
  'NUMBER_CONFLICT',
  'DOCUMENT_NUMBER',
  '',
  'The number belongs to another document here, and it was not said which of the two counts.',
)

async function holdBack(
  tx: Transaction,
  claim: ImportClaim,
  documents: ImportedDocument[],
  problem: RowProblem,
): Promise<number> {
  if (documents.length === 0) return 0
  return tx.run(
    `update import_row set problem = $3 where tenant_id = $1 and import_id = $2 and problem is null and row = any($4)`,
    [claim.tenantId, claim.importId, JSON.stringify(problem), documents.flatMap(({ rows }) => rows)],
  )
}

async function takeOut(tx: Transaction, claim: ImportClaim, rows: TakenRow[]) {
  await tx.run(
    `delete from import_row where tenant_id = $1 and import_id = $2 and problem is null and row = any($3)`,
    [claim.tenantId, claim.importId, rows.map(({ row }) => row)],
  )
}

/** All rows of the next documents, in the order of the file. */
async function readRows(tx: Transaction, claim: ImportClaim): Promise<MatchedRow[]> {
  const keys = await nextKeys(tx, claim)
  const rows = await tx.list<TakenRow>(
    `select row, document_key as key, part, document_number as "documentNumber", product_code as "productCode",
       customer_code as "customerCode", description, quantity, unit_price as "unitPrice", discount, ordered_at as "orderedAt", kind, state, texts
     from import_row where tenant_id = $1 and import_id = $2 and problem is null and document_key = any($3) order by row`,
    [claim.tenantId, claim.importId, keys],
  )
  const matches = (kind: 'PRODUCT' | 'CUSTOMER', codes: string[]) => findMatches(tx, claim, kind, codes)
  const products = await matches(
    'PRODUCT',
    rows.map(({ productCode }) => productCode),
  )
  const customers = await matches(
    'CUSTOMER',
    rows.map(({ customerCode }) => customerCode ?? ''),
  )
  return rows.map(row => ({
    ...row,
    productId: products.get(row.productCode) ?? null,
    customerId: customers.get(row.customerCode ?? '') ?? null,
  }))
}

/** Whole documents, about as many as make a batch of rows. */
async function nextKeys(tx: Transaction, { tenantId, importId }: ImportClaim): Promise<string[]> {
  const documents = await tx.list<{ key: string; rows: number }>(
    `select document_key as key, count(*)::int as rows from import_row
     where tenant_id = $1 and import_id = $2 and problem is null
     group by 1 order by 1 limit $3`,
    [tenantId, importId, BATCH_DOCUMENTS],
  )
  let before = 0
  const keys: string[] = []
  for (const { key, rows } of documents) {
    if (before >= BATCH_ROWS) break
    keys.push(key)
    before += rows
  }
  return keys
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

function toDocuments(rows: MatchedRow[], currency: string): ImportedDocument[] {
  return [...Map.groupBy(rows, ({ key, part }) => `${part}:${key}`).values()].map(own =>
    toDocument(own, currency),
  )
}

function toDocument(own: MatchedRow[], currency: string): ImportedDocument {
  const [first] = own
  const number = first?.documentNumber ?? ''
  const named = own.find(row => row.customerId)
  const content: NewDocument = {
    source: FILE_SOURCE,
    number,
    kind: first?.kind ?? (isCredit(number, own) ? 'CREDIT_NOTE' : 'ORDER'),
    status: own.find(({ state }) => state)?.state ?? 'CLOSED',
    customerId: named?.customerId ?? null,
    orderedAt: (first?.orderedAt ?? new Date()).toISOString(),
    ...firstTexts(own),
    currency,
    creditOfId: null,
    lines: own.map(toLine),
  }
  const sourceCustomer = named?.customerCode ?? null
  return { ...content, part: first?.part ?? 0, sourceCustomer, rows: own.map(({ row }) => row) }
}

/** Each from the first row that has it: it stands on one line or on all. */
function firstTexts(rows: MatchedRow[]): OrderTexts {
  const found = orderTexts.map(({ name }) => [name, rows.find(row => row.texts?.[name])?.texts?.[name]])
  return textsOf(Object.fromEntries(found))
}

/** A number like C536379 and nothing but goods coming back. */
function isCredit(number: string, rows: MatchedRow[]): boolean {
  return /^C\d/i.test(number) && rows.every(({ quantity }) => Number(quantity) <= 0)
}

function toLine({ productId, description, quantity, unitPrice, discount }: MatchedRow) {
  return { productId, description: description ?? '', quantity, unitPrice, discount }
}
