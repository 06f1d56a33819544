import type { ImportOutcome } from '@portico/sales-contract'
import type { Transaction } from '@portico/service-kit'
import type { ImportKey } from './orphans.ts'

/** `amount` is decimal text to the cent. */
export interface ImportSum {
  currency: string
  outcome: ImportOutcome
  documents: number
  rows: number
  unreadRows: number
  amount: string
}

type Sum = Omit<ImportSum, 'outcome'>

const COLUMNS = `currency, outcome, documents, rows, unread_rows as "unreadRows", amount::text as amount`

/** Of the job in the query around it, whose `$1` is the tenant. */
export const SUMS_OF_JOB = `(select coalesce(json_agg(s order by currency, outcome), '[]')
  from (select ${COLUMNS} from import_sum where tenant_id = $1 and import_id = import_job.id) s)`

const AMOUNT = 'line_amount(quantity, unit_price, discount)'

/** What rows of the file come to, as a query of sums. `where` names rows of `import_row r`. */
const sumOfRows = (where: string) =>
  `select coalesce(r.currency, j.currency) as currency,
     count(distinct (r.document_key, r.part)) filter (where r.document_key is not null)::int as documents, count(*)::int as rows,
     (count(*) filter (where ${AMOUNT} is null))::int as "unreadRows", coalesce(sum(${AMOUNT}), 0)::text as amount
   from import_row r join import_job j on j.tenant_id = r.tenant_id and j.id = r.import_id
   where r.tenant_id = $1 and r.import_id = $2 and ${where} group by 1`

/** Before they are taken out. */
export function sumRows(tx: Transaction, { tenantId, importId }: ImportKey, rows: number[]): Promise<Sum[]> {
  return tx.list<Sum>(sumOfRows('r.row = any($3)'), [tenantId, importId, rows])
}

/** As they stand in the database now. */
export function sumDocuments(tx: Transaction, tenantId: string, ids: string[]): Promise<Sum[]> {
  return tx.list<Sum>(
    `select currency, count(*)::int as documents, sum(line_count)::int as rows, 0 as "unreadRows", sum(total)::text as amount
     from document where tenant_id = $1 and id = any($2) group by currency`,
    [tenantId, ids],
  )
}

/** Adds to what has become of rows so. Part of the transaction that makes it so. */
export async function addSums(tx: Transaction, key: ImportKey, outcome: ImportOutcome, sums: Sum[]) {
  await insert(tx, key, { outcome, sums }, (column: string) => `import_sum.${column} + excluded.${column}`)
}

/** What the whole file comes to; said again after a crash. */
export async function setFileSums(tx: Transaction, key: ImportKey, sums: Sum[]) {
  await insert(tx, key, { outcome: 'FILE', sums }, column => `excluded.${column}`)
}

/** At the end: the rows that are left are those that were held back. */
export async function setHeldBackSums(tx: Transaction, key: ImportKey) {
  const sums = await tx.list<Sum>(sumOfRows('r.problem is not null'), [key.tenantId, key.importId])
  await insert(tx, key, { outcome: 'HELD_BACK', sums }, column => `excluded.${column}`)
}

async function insert(
  tx: Transaction,
  { tenantId, importId }: ImportKey,
  { outcome, sums }: { outcome: ImportOutcome; sums: Sum[] },
  merged: (column: string) => string,
) {
  if (sums.length === 0) return
  const columns = ['documents', 'rows', 'unread_rows', 'amount']
  await tx.run(
    `insert into import_sum (tenant_id, import_id, outcome, currency, documents, rows, unread_rows, amount)
     select $1, $2, $3, currency, documents, rows, "unreadRows", amount
     from json_to_recordset($4) as s (currency text, documents integer, rows integer, "unreadRows" integer, amount numeric)
     on conflict (tenant_id, import_id, currency, outcome) do update set ${columns.map(column => `${column} = ${merged(column)}`).join(', ')}`,
    [tenantId, importId, outcome, JSON.stringify(sums)],
  )
}
