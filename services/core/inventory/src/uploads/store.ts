import type { Receiving, Upload } from '@portico/inventory-contract'
import { problems, type Transaction } from '@portico/service-kit'
import type { UploadProblem, UploadRow } from './check.ts'

/** At most this many problems are kept and shown; all are counted. */
const SHOWN_PROBLEMS = 200

/** Files of one company that are not booked; of each at most 20,000 rows are kept. */
export const MAX_WAITING = 20

export interface StoredUpload {
  id: string
  fileName: string
  mode: Receiving
  digest: string
  ignoredColumns: string[]
  rowCount: number
  goodCount: number
  problemCount: number
  /** Those that can be booked; none once it was. */
  rows: UploadRow[]
  /** The first 200. */
  problems: UploadProblem[]
  bookedAt: Date | null
  bookedCount: number | null
}

const COLUMNS = `id, file_name as "fileName", mode, digest, ignored_columns as "ignoredColumns",
  row_count as "rowCount", good_count as "goodCount",
  problem_count as "problemCount", rows, problems, booked_at as "bookedAt", booked_count as "bookedCount"`

export async function insertUpload(
  tx: Transaction,
  tenantId: string,
  upload: Omit<StoredUpload, 'bookedAt' | 'bookedCount' | 'goodCount' | 'problemCount'>,
): Promise<void> {
  // Looked at and never booked: behind newer ones the rows are of no more use.
  await tx.run(
    `delete from stock_upload where tenant_id = $1 and id in (
       select id from stock_upload where tenant_id = $1 and booked_at is null
       order by created_at desc, id desc offset $2)`,
    [tenantId, MAX_WAITING - 1],
  )
  const { id, fileName, mode, digest, ignoredColumns, rowCount, rows, problems } = upload
  await tx.run(
    `insert into stock_upload (tenant_id, id, file_name, mode, digest, ignored_columns, row_count, rows, problems,
       good_count, problem_count)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      tenantId,
      id,
      fileName,
      mode,
      digest,
      json(ignoredColumns),
      rowCount,
      json(rows),
      json(problems.slice(0, SHOWN_PROBLEMS)),
      rows.length,
      problems.length,
    ],
  )
}

/** Throws NOT_FOUND. */
export async function lockUpload(tx: Transaction, tenantId: string, id: string): Promise<StoredUpload> {
  const found = await tx.find<StoredUpload>(
    `select ${COLUMNS} from stock_upload where tenant_id = $1 and id = $2 for update`,
    [tenantId, id],
  )
  if (!found) throw problems.NOT_FOUND(`No upload ${id}.`)
  return found
}

/** Throws NOT_FOUND. */
export async function getUpload(tx: Transaction, tenantId: string, id: string): Promise<Upload> {
  const found = await tx.find<StoredUpload>(
    `select ${COLUMNS} from stock_upload where tenant_id = $1 and id = $2`,
    [tenantId, id],
  )
  if (!found) throw problems.NOT_FOUND(`No upload ${id}.`)
  const { rows: _rows, digest: _digest, bookedAt, ...upload } = found
  return {
    ...upload,
    bookedAt: bookedAt?.toISOString() ?? null,
    sameBookedAt: (await findSameBooked(tx, tenantId, found))?.toISOString() ?? null,
  }
}

/** When another upload of the same file in the same way was booked last. */
export async function findSameBooked(
  tx: Transaction,
  tenantId: string,
  { id, digest, mode }: StoredUpload,
): Promise<Date | null> {
  const { at } = await tx.get<{ at: Date | null }>(
    `select max(booked_at) as at from stock_upload
     where tenant_id = $1 and digest = $2 and mode = $3 and id <> $4`,
    [tenantId, digest, mode, id],
  )
  return at
}

export async function setBooked(tx: Transaction, tenantId: string, id: string, bookedCount: number) {
  await tx.run(
    `update stock_upload set booked_at = now(), booked_count = $3, rows = '[]' where tenant_id = $1 and id = $2`,
    [tenantId, id, bookedCount],
  )
}

function json(value: unknown): string {
  return JSON.stringify(value)
}
