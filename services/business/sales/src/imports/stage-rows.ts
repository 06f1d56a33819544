import type { Transaction } from '@portico/service-kit'
import type { SalesStore } from '../documents/sales-store.ts'
import { readChunks } from './chunks.ts'
import type { ImportClaim, Step } from './claim.ts'
import { readRecords } from './records.ts'
import { type ImportedRow, type RowProblem, RowReader } from './rows.ts'
import { requireChosenMapping, requireDialect } from './source.ts'

const BATCH_ROWS = 2000
const BATCH_REJECTED = 20_000

/** Read and shown in one piece, so it has an end; what is longer is mostly another column taken for the number. */
const MAX_DOCUMENT_ROWS = 5000

const TOO_MANY: RowProblem = {
  field: 'DOCUMENT_NUMBER',
  code: 'TOO_MANY_ROWS',
  message: `A document may have ${MAX_DOCUMENT_ROWS} rows.`,
  value: null,
}

const INNOCENT: RowProblem = {
  field: 'DOCUMENT_NUMBER',
  code: 'ROW_OF_REJECTED_DOCUMENT',
  message: 'Another row of this document was rejected, and half a document is never written.',
  value: null,
}

/** Puts the rows of the file into the database. After a crash the file is read again and the rows that are there passed over. */
export async function stageRows(store: SalesStore, claim: ImportClaim): Promise<void> {
  const job = await claim.read()
  const mapping = requireChosenMapping(job)
  const reader = new RowReader(mapping, job.columns.length)
  let toPass = job.rowsStaged
  let batch: ImportedRow[] = []
  const flush = async () => {
    const rows = batch
    batch = []
    await claim.step(tx => insertRows(tx, claim, rows, mapping.timeZone))
  }
  for await (const { line, fields } of readRecords(
    readChunks(store, claim.tenantId, job.id),
    requireDialect(job),
  )) {
    if (toPass-- > 0) continue
    batch.push(reader.read(line, fields))
    if (batch.length === BATCH_ROWS) await flush()
  }
  if (batch.length > 0) await flush()
  await claim.step(tx => rejectTooLong(tx, claim))
  await rejectDocuments(claim)
  await claim.step(tx => countRows(tx, claim))
}

/** The first row of each; the others follow as those of any rejected document. */
async function rejectTooLong(tx: Transaction, { tenantId, importId }: ImportClaim): Promise<Step> {
  await tx.run(
    `update import_row set problem = $3 where tenant_id = $1 and import_id = $2 and row in (
       select min(row) from import_row where tenant_id = $1 and import_id = $2 and document_number is not null
       group by document_number having count(*) > $4)`,
    [tenantId, importId, JSON.stringify(TOO_MANY), MAX_DOCUMENT_ROWS],
  )
  return {}
}

/** A document of which one row is rejected is rejected whole. In batches: a large file may have very many. */
async function rejectDocuments(claim: ImportClaim): Promise<void> {
  for (let rejected = BATCH_REJECTED; rejected === BATCH_REJECTED; ) {
    await claim.step(async tx => {
      rejected = await tx.run(
        `update import_row set problem = $3 where tenant_id = $1 and import_id = $2 and row in (
           select good.row from import_row good where good.tenant_id = $1 and good.import_id = $2 and good.problem is null
             and good.document_number in (
               select document_number from import_row where tenant_id = $1 and import_id = $2 and problem is not null)
           limit $4)`,
        [claim.tenantId, claim.importId, JSON.stringify(INNOCENT), BATCH_REJECTED],
      )
      return {}
    })
  }
}

async function countRows(tx: Transaction, { tenantId, importId }: ImportClaim): Promise<Step> {
  const { total, rejected } = await tx.get<{ total: number; rejected: number }>(
    `select count(*)::int as total, count(problem)::int as rejected from import_row where tenant_id = $1 and import_id = $2`,
    [tenantId, importId],
  )
  return { rowsTotal: total, rowsDone: rejected, rowsRejected: rejected, stage: 'PRODUCTS' }
}

async function insertRows(
  tx: Transaction,
  { tenantId, importId }: ImportClaim,
  rows: ImportedRow[],
  timeZone: string,
): Promise<Step> {
  await tx.run(
    `insert into import_row (tenant_id, import_id, row, document_number, product_code, description, quantity, unit_price,
       discount, ordered_at, customer_code, customer_name, country, problem, raw)
     select $1, $2, row, "documentNumber", "productCode", description, quantity, "unitPrice", discount,
       case when at like '%Z' then at::timestamptz else at::timestamp at time zone $4 end,
       "customerCode", "customerName", country, problem, raw
     from json_to_recordset($3) as r (row integer, "documentNumber" text, "productCode" text, description text,
       quantity numeric, "unitPrice" numeric, discount numeric, at text, "customerCode" text, "customerName" text,
       country text, problem jsonb, raw text[])`,
    [tenantId, importId, rowsJson(rows), timeZone],
  )
  return { rowsStaged: rows.length }
}

/** NUL cannot be stored; a field that is kept as read may still have one. */
function rowsJson(rows: ImportedRow[]): string {
  return JSON.stringify(
    rows.map(row => ({ ...row, raw: row.raw.map(cell => cell.replaceAll('\u0000', '')) })),
  )
}
