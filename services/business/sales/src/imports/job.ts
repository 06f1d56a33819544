import { type CursorKey, problems, type Transaction } from '@portico/service-kit'
import { salesProblems } from '../problems.ts'
import type { Asked, Findings } from './contract.ts'
import type { ImportField } from './fields.ts'
import { findingsOf } from './findings.ts'
import type { Mapping } from './mapping.ts'
import type { RowProblem } from './rows.ts'
import type { Dialect, FileColumn } from './sniff.ts'

export type ImportStatus = 'UPLOADED' | 'PREVIEWED' | 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED'

interface ImportProgress {
  rowsTotal: number
  rowsDone: number
  documentsCreated: number
  documentsRecognised: number
  documentsSkipped: number
  documentsReplaced: number
  rowsRejected: number
  productsCreated: number
  customersCreated: number
}

export interface ImportFailure {
  code: string
  message: string
}

export interface ShownProblem extends RowProblem {
  row: number
}

/** Instants are ISO text; `fileSize` is bytes. */
export interface ImportJob extends Findings {
  id: string
  fileName: string
  fileSize: number
  status: ImportStatus
  createdAt: string
  startedAt: string | null
  finishedAt: string | null
  columns: { index: number; header: string; suggested: ImportField | null }[]
  sample: string[][]
  mapping: Mapping | null
  rowCount: number | null
  problemCount: number | null
  problems: ShownProblem[]
  progress: ImportProgress
  failure: ImportFailure | null
  /** How many rows the report of rejected rows has. */
  rejectedRows: number
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
  failure: ImportFailure | null
  dialect: Dialect | null
  asked: Asked
  findings: Findings | null
}

const COLUMNS = `id, file_name as "fileName", file_size as "fileSize", status, created_at as "createdAt",
  started_at as "startedAt", finished_at as "finishedAt", columns, sample, mapping, row_count as "rowCount",
  problem_count as "problemCount", problems, failure, dialect, asked, findings,
  json_build_object('rowsTotal', rows_total, 'rowsDone', rows_done, 'documentsCreated', documents_created,
    'documentsRecognised', documents_recognised, 'documentsSkipped', documents_skipped,
    'documentsReplaced', documents_replaced, 'rowsRejected', rows_rejected, 'productsCreated', products_created,
    'customersCreated', customers_created) as progress`
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
  return job
}

/** Throws IMPORT_STATE. */
export function requireStatus(job: StoredJob, allowed: ImportStatus[], what: string) {
  if (allowed.includes(job.status)) return
  const detail = `The import is ${job.status}, so it cannot be ${what}.`
  throw salesProblems.IMPORT_STATE(detail, { importStatus: job.status })
}

export function toJob(stored: StoredJob): ImportJob {
  const { dialect: _, asked: __, findings, ...job } = stored
  return {
    ...job,
    ...(findings ?? findingsOf(stored)),
    createdAt: job.createdAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    finishedAt: job.finishedAt?.toISOString() ?? null,
    rejectedRows: job.progress.rowsRejected,
  }
}
