import type { Transaction } from '@portico/service-kit'
import type { SalesStore } from '../documents/sales-store.ts'
import type { DecidedDoubts } from './analysis/doubts.ts'
import type { ImportClaim, Step } from './job/claim.ts'
import { decisionsOf } from './job/decided.ts'
import { requireChosenMapping } from './job/job.ts'
import { addSums, setFileSums, sumRows } from './job/sums.ts'
import { columnOf } from './mapping/mapping.ts'
import type { FileReader } from './reading/file-reader.ts'
import type { ItemOf } from './reading/tasks.ts'
import { INNOCENT, MAX_DOCUMENT_ROWS, TOO_MANY } from './rows/held-back.ts'

const BATCH_REJECTED = 20_000

/** Puts the rows of the file into the database. After a crash the file is read again and the rows that are there passed over. */
export async function stageRows(store: SalesStore, files: FileReader, claim: ImportClaim): Promise<void> {
  const job = await claim.read()
  const mapping = requireChosenMapping(job)
  const zone = columnOf(mapping, 'DATE')?.timeZone ?? mapping.timeZone
  const run = files.stage(claim.tenantId, job, job.rowsStaged)
  let batch = await run.next()
  for (; !batch.done; batch = await run.next()) {
    const rows = batch.value
    await claim.step(tx => insertRows(tx, claim, rows, zone))
  }
  const sums = batch.value
  await claim.step(async tx => {
    await setFileSums(tx, claim, sums)
    return {}
  })
  // Figures of the table from when it held little make each statement below a nested loop over all rows: 10,000 take 15 s.
  await store.tenant(claim.tenantId, tx => tx.run('analyze import_row'))
  await claim.step(tx => fillKeys(tx, claim))
  await claim.step(tx => rejectTooLong(tx, claim))
  await rejectDocuments(claim)
  await claim.step(tx => leavePartsOut(tx, claim, decisionsOf(job)))
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
async function leavePartsOut(tx: Transaction, claim: ImportClaim, decisions: DecidedDoubts): Promise<Step> {
  const { tenantId, importId } = claim
  const counts = await tx.get<{ total: number; rejected: number }>(
    `select count(*)::int as total, count(problem)::int as rejected from import_row where tenant_id = $1 and import_id = $2`,
    [tenantId, importId],
  )
  const surplus = await surplusRows(tx, claim, decisions)
  const left = await sumRows(tx, claim, surplus)
  await addSums(tx, claim, 'SKIPPED', left)
  await tx.run('delete from import_row where tenant_id = $1 and import_id = $2 and row = any($3)', [
    tenantId,
    importId,
    surplus,
  ])
  return {
    rowsTotal: counts.total,
    rowsDone: counts.rejected + surplus.length,
    rowsRejected: counts.rejected,
    documentsSkipped: left.reduce((count, { documents }) => count + documents, 0),
    stage: 'PRODUCTS',
  }
}

/** Rows of documents that give way to another one of their number in the file. */
async function surplusRows(
  tx: Transaction,
  { tenantId, importId }: ImportClaim,
  decisions: DecidedDoubts,
): Promise<number[]> {
  const singles = decisions.listSingles('NUMBER_REUSED')
  const all = decisions.choiceOf('NUMBER_REUSED')
  if (singles.length === 0 && all !== 'SKIP' && all !== 'REPLACE') return []
  const rows = await tx.list<{ row: number }>(
    `with said as (
       select key, choice from json_to_recordset($3) as s (key text, choice text)
     ), kept as (
       select document_key as key, case coalesce(max(choice), $4) when 'SKIP' then min(part) when 'REPLACE' then max(part) end as part
       from import_row left join said on said.key = document_key
       where tenant_id = $1 and import_id = $2 and document_key is not null group by document_key)
     select row from import_row join kept on kept.key = document_key
     where tenant_id = $1 and import_id = $2 and problem is null and import_row.part <> kept.part`,
    [tenantId, importId, JSON.stringify(singles), all],
  )
  return rows.map(({ row }) => row)
}

async function insertRows(
  tx: Transaction,
  { tenantId, importId }: ImportClaim,
  { count, json }: ItemOf<'STAGE'>,
  timeZone: string,
): Promise<Step> {
  await tx.run(
    `insert into import_row (tenant_id, import_id, row, document_number, document_key, part, product_code, description, quantity, unit_price,
       discount, ordered_at, customer_code, customer_name, country, problem, raw, currency, kind, state, texts)
     select $1, $2, row, "documentNumber", "documentKey", part, "productCode", description, quantity, "unitPrice", discount,
       case when at like '%Z' then at::timestamptz else at::timestamp at time zone $4 end,
       "customerCode", "customerName", country, problem, raw, currency, kind, state, texts
     from json_to_recordset($3) as r (row integer, "documentNumber" text, "documentKey" text, part integer, "productCode" text, description text,
       quantity numeric, "unitPrice" numeric, discount numeric, at text, "customerCode" text, "customerName" text,
       country text, problem jsonb, raw text[], currency text, kind text, state text, texts jsonb)`,
    [tenantId, importId, json, timeZone],
  )
  return { rowsStaged: count }
}
