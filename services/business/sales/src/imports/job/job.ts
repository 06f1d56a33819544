import type {
  EncodingOption,
  Findings,
  ImportJob,
  ImportProgress,
  ImportStatus,
  Mapping,
} from '@portico/sales-contract'
import { type CursorKey, noteSubject, problems, type Transaction } from '@portico/service-kit'
import { salesProblems } from '../../problems/sales-problems.ts'
import type { FileColumn } from '../analysis/analyse.ts'
import { asDialect, type Dialect, type EarlierDialect } from '../file/dialect.ts'
import type { AskedOfFile } from '../mapping/asked.ts'
import type { ShownProblem } from '../rows/problems.ts'
import { earlierFindings } from './earlier.ts'
import { type ImportSum, SUMS_OF_JOB } from './sums.ts'

export interface ImportFailure {
  code: string
  message: string
}

export interface StoredJob {
  id: string
  fileName: string
  fileSize: number
  status: ImportStatus
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  columns: FileColumn[]
  sample: string[][]
  mapping: Mapping | null
  rowCount: number | null
  problemCount: number | null
  problems: ShownProblem[]
  progress: ImportProgress
  sums: ImportSum[]
  failure: ImportFailure | null
  dialect: Dialect | EarlierDialect | null
  currency: string
  source: KnownSource
  asked: AskedOfFile
  findings: Findings | null
  /** When the rows it left out were cleared; null: they are there. */
  reportClearedAt: Date | null
}

/** What is known of a file before it is read; nothing of one that came before this was kept. */
export interface KnownSource {
  kind?: Dialect['kind']
  encodings?: EncodingOption[]
  /** Of the shop when the file came. */
  timeZone?: string
  /** Names files with the same columns. */
  shape?: string
}

/** Every import that is shown has one: it is written with the last byte of the file. */
export function requireDialect({ id, dialect }: StoredJob): Dialect {
  if (!dialect) throw new Error(`Import ${id} was never read`)
  return asDialect(dialect)
}

/** Every import that was started has one. */
export function requireChosenMapping({ id, mapping }: StoredJob): Mapping {
  if (!mapping) throw new Error(`Import ${id} was started without a mapping`)
  return mapping
}

const COLUMNS = `id, file_name as "fileName", file_size as "fileSize", status, created_at as "createdAt",
  started_at as "startedAt", finished_at as "finishedAt", columns, sample, mapping, row_count as "rowCount",
  problem_count as "problemCount", problems, failure, dialect, currency, source, asked, findings,
  report_cleared_at as "reportClearedAt",
  json_build_object('rowsTotal', rows_total, 'rowsDone', rows_done, 'documentsCreated', documents_created,
    'documentsRecognised', documents_recognised, 'documentsSkipped', documents_skipped,
    'documentsReplaced', documents_replaced, 'rowsRejected', rows_rejected, 'productsCreated', products_created,
    'customersCreated', customers_created) as progress, ${SUMS_OF_JOB} as sums`
const SHOWN = `tenant_id = $1 and status <> 'UPLOADING'`

export async function countJobs(tx: Transaction, tenantId: string): Promise<number> {
  const { count } = await tx.get<{ count: number }>(
    `select count(*)::int as count from import_job where ${SHOWN}`,
    [tenantId],
  )
  return count
}

/** Newest first. */
export function listJobs(tx: Transaction, tenantId: string, limit: number, after: CursorKey | null) {
  return tx.list<StoredJob>(
    `select ${COLUMNS} from import_job where ${SHOWN} and ($2::text is null or id < $2) order by id desc limit $3`,
    [tenantId, after?.[0] ?? null, limit],
  )
}

/** Throws NOT_FOUND. */
export async function getJob(tx: Transaction, tenantId: string, id: string): Promise<StoredJob> {
  return requireJob(
    await tx.find<StoredJob>(`select ${COLUMNS} from import_job where ${SHOWN} and id = $2`, [tenantId, id]),
    id,
  )
}

export async function lockJob(tx: Transaction, tenantId: string, id: string): Promise<StoredJob> {
  const sql = `select ${COLUMNS} from import_job where ${SHOWN} and id = $2 for update`
  return requireJob(await tx.find<StoredJob>(sql, [tenantId, id]), id)
}

function requireJob(job: StoredJob | null, id: string): StoredJob {
  if (!job) throw problems.NOT_FOUND(`No import ${id}.`)
  noteSubject(id)
  return job
}

/** Throws IMPORT_STATE. */
export function requireStatus(job: StoredJob, allowed: ImportStatus[], what: string) {
  if (allowed.includes(job.status)) return
  const detail = `The import is ${job.status}, so it cannot be ${what}.`
  throw salesProblems.IMPORT_STATE(detail, { importStatus: job.status })
}

/** Throws REPORT_CLEARED. */
export function requireReport({ reportClearedAt }: StoredJob) {
  if (!reportClearedAt) return
  const detail = 'The rows that were left out are kept for 90 days. Send the file again to see them.'
  throw salesProblems.REPORT_CLEARED(detail, { clearedAt: reportClearedAt.toISOString() })
}

export function toJob(stored: StoredJob): ImportJob {
  const { id, fileName, fileSize, status, columns, sample, mapping, rowCount, problemCount, problems } =
    stored
  const { progress, sums, failure } = stored
  const shown = { id, fileName, fileSize, status, columns, sample, mapping, rowCount, problemCount, problems }
  return {
    ...shown,
    ...{ progress, sums, failure },
    ...(stored.findings ?? earlierFindings(stored)),
    createdAt: stored.createdAt.toISOString(),
    startedAt: stored.startedAt?.toISOString() ?? null,
    finishedAt: stored.finishedAt?.toISOString() ?? null,
    rejectedRows: stored.reportClearedAt ? 0 : progress.rowsRejected,
  }
}
