import type { Transaction } from '@portico/service-kit'
import type { SalesStore } from '../documents/sales-store.ts'
import { decisionsOf } from './analysis/decided.ts'
import type { ImportClaim, Step } from './claim.ts'
import { requireChosenMapping } from './job.ts'
import { columnOf } from './mapping.ts'
import type { FileReader } from './reading/file-reader.ts'
import type { ItemOf } from './reading/tasks.ts'
import { INNOCENT, MAX_DOCUMENT_ROWS, TOO_MANY } from './rows/held-back.ts'

const BATCH_REJECTED = 20_000

/** Puts the rows of the file into the database. After a crash the file is read again and the rows that are there passed over. */
export async function stageRows(store: SalesStore, files: FileReader, claim: ImportClaim): Promise<void> {
  const job = await claim.read()
  const mapping = requireChosenMapping(job)
  const zone = columnOf(mapping, 'DATE')?.timeZone ?? mapping.timeZone
  for await (const rows of files.stage(claim.tenantId, job, job.rowsStaged)) {
    await claim.step(tx => insertRows(tx, claim, rows, zone))
  }
  // Figures of the table from when it held little make each statement below a nested loop over all rows: 10,000 take 15 s.
  await store.tenant(claim.tenantId, tx => tx.run('analyze import_row'))
  await claim.step(tx => fillKeys(tx, claim))
  await claim.step(tx => rejectTooLong(tx, claim))
  await rejectDocuments(claim)
  const reused = decisionsOf(job).choiceOf('NUMBER_REUSED')
  await claim.step(tx => leavePartsOut(tx, claim, reused === 'SKIP' || reused === 'REPLACE' ? reused : null))
}

/** Rows that were staged before there were keys go by their number. */
export async function fillKeys(tx: Transaction, { tenantId, importId }: ImportClaim): Promise<Step> {
  await tx.run(
    `update import_row set document_key = document_number
     where tenant_id = $1 and import_id = $2 and document_key is null and document_number is not null`,
    [tenantId, importId],
  )
  return {}
}

/** The first row of each; the others follow as those of any rejected document. */
async function rejectTooLong(tx: Transaction, { tenantId, importId }: ImportClaim): Promise<Step> {
  await tx.run(
    `update import_row set problem = $3 where tenant_id = $1 and import_id = $2 and row in (
       select min(row) from import_row where tenant_id = $1 and import_id = $2 and document_key is not null
       group by document_key, part having count(*) > $4)`,
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
             and good.document_key in (
               select document_key from import_row where tenant_id = $1 and import_id = $2 and problem is not null)
           limit $4)`,
        [claim.tenantId, claim.importId, JSON.stringify(INNOCENT), BATCH_REJECTED],
      )
      return {}
    })
  }
}

/** Of several documents of one number the first or the last one counts, as was decided; then the rows are counted. */
async function leavePartsOut(
  tx: Transaction,
  { tenantId, importId }: ImportClaim,
  choice: 'SKIP' | 'REPLACE' | null,
): Promise<Step> {
  const counts = await tx.get<{ total: number; rejected: number }>(
    `select count(*)::int as total, count(problem)::int as rejected from import_row where tenant_id = $1 and import_id = $2`,
    [tenantId, importId],
  )
  const left = choice
    ? await deleteParts(tx, tenantId, importId, choice === 'SKIP' ? 'min' : 'max')
    : { rows: 0, documents: 0 }
  return {
    rowsTotal: counts.total,
    rowsDone: counts.rejected + left.rows,
    rowsRejected: counts.rejected,
    documentsSkipped: left.documents,
    stage: 'PRODUCTS',
  }
}

function deleteParts(tx: Transaction, tenantId: string, importId: string, kept: 'min' | 'max') {
  return tx.get<{ rows: number; documents: number }>(
    `with gone as (
       delete from import_row where tenant_id = $1 and import_id = $2 and problem is null
         and (document_key, part) not in (
           select document_key, ${kept}(part) from import_row where tenant_id = $1 and import_id = $2 and document_key is not null group by 1)
       returning document_key as key, part)
     select count(*)::int as rows, count(distinct (key, part))::int as documents from gone`,
    [tenantId, importId],
  )
}

async function insertRows(
  tx: Transaction,
  { tenantId, importId }: ImportClaim,
  { count, json }: ItemOf<'STAGE'>,
  timeZone: string,
): Promise<Step> {
  await tx.run(
    `insert into import_row (tenant_id, import_id, row, document_number, document_key, part, product_code, description, quantity, unit_price,
       discount, ordered_at, customer_code, customer_name, country, problem, raw)
     select $1, $2, row, "documentNumber", "documentKey", part, "productCode", description, quantity, "unitPrice", discount,
       case when at like '%Z' then at::timestamptz else at::timestamp at time zone $4 end,
       "customerCode", "customerName", country, problem, raw
     from json_to_recordset($3) as r (row integer, "documentNumber" text, "documentKey" text, part integer, "productCode" text, description text,
       quantity numeric, "unitPrice" numeric, discount numeric, at text, "customerCode" text, "customerName" text,
       country text, problem jsonb, raw text[])`,
    [tenantId, importId, json, timeZone],
  )
  return { rowsStaged: count }
}
