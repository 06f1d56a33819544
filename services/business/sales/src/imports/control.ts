import { isDeepStrictEqual } from 'node:util'
import type { Mapping } from '@portico/sales-contract'
import type { Transaction } from '@portico/service-kit'
import { salesProblems } from '../problems/sales-problems.ts'
import { getJob, lockJob, requireStatus, type StoredJob } from './job/job.ts'
import { remember } from './job/memory.ts'
import { dropFile, type ImportKey } from './job/orphans.ts'
import { requireMapping } from './mapping/mapping.ts'
import { type PreviewSettings, previewImport } from './preview.ts'
import type { ImportQueue } from './queue.ts'
import type { FileReader } from './reading/file-reader.ts'

type StartSettings = PreviewSettings & { mapping: Mapping }

/**
 * Hands the import to the queue, in the transaction that says so. What was not previewed with these settings is first; what
 * is left open then keeps it from being started. Repeated with the same columns it changes nothing. Throws MAPPING_INVALID,
 * IMPORT_DOUBTS_OPEN with `doubts`, IMPORT_STATE.
 */
export async function startImport(
  files: FileReader,
  queue: ImportQueue,
  { tenantId, importId: id }: ImportKey,
  settings: StartSettings,
): Promise<StoredJob> {
  const { store } = files
  const job = await store.tenant(tenantId, tx => getJob(tx, tenantId, id))
  requireMapping(settings.mapping, job.columns.length)
  const isReadied = isStarted(job) || isPreviewed(job, settings)
  const ready = isReadied ? job : await previewForStart(files, tenantId, job, settings)
  requireDecided(ready)
  return store.tenant(tenantId, tx => hand(tx, queue, { tenantId, importId: id }, settings.mapping))
}

/** Another start of the same import may have been quicker: then that one counts. */
async function previewForStart(files: FileReader, tenantId: string, job: StoredJob, settings: StartSettings) {
  try {
    return await previewImport(files, tenantId, job.id, settings)
  } catch (error) {
    const now = await files.store.tenant(tenantId, tx => getJob(tx, tenantId, job.id))
    if (isStarted(now)) return now
    throw error
  }
}

function isStarted({ status }: StoredJob): boolean {
  return ['QUEUED', 'RUNNING', 'DONE'].includes(status)
}

function isPreviewed(
  { status, mapping, asked }: StoredJob,
  { mapping: given, reading, decisions }: StartSettings,
) {
  const isAsked = (given: unknown, known: unknown) => !given || isDeepStrictEqual(given, known)
  const isSaid = isAsked(reading, asked.reading) && isAsked(decisions, asked.decisions)
  return status === 'PREVIEWED' && isSaid && isDeepStrictEqual(mapping, given)
}

function requireDecided({ findings, status }: StoredJob) {
  const open = (findings?.doubts ?? []).filter(({ chosen }) => chosen === null)
  if (open.length === 0 || status === 'DONE') return
  const detail = open.map(({ id, message }) => `${id}: ${message}`).join(' ')
  throw salesProblems.IMPORT_DOUBTS_OPEN(detail, { doubts: open.map(({ id }) => id) })
}

async function hand(
  tx: Transaction,
  queue: ImportQueue,
  { tenantId, importId: id }: ImportKey,
  given: Mapping,
) {
  const job = await lockJob(tx, tenantId, id)
  if (isStarted(job) && job.mapping && hasSameColumns(job.mapping, given)) return job
  requireStatus(job, ['PREVIEWED'], 'started')
  const mapping = job.mapping ?? given
  await remember(tx, tenantId, job, mapping)
  await tx.run(
    `update import_job set status = 'QUEUED', rows_total = coalesce(row_count, 0) where tenant_id = $1 and id = $2`,
    [tenantId, id],
  )
  await queue.add(tx, { tenantId, importId: id, dispatchAt: new Date().toISOString() })
  return getJob(tx, tenantId, id)
}

function hasSameColumns(one: Mapping, other: Mapping): boolean {
  const pairs = ({ columns }: Mapping) => columns.map(({ field, column }) => `${field}=${column}`).sort()
  return one.timeZone === other.timeZone && isDeepStrictEqual(pairs(one), pairs(other))
}

/** What was written stays and is counted. A worker at it finds out at its next batch, and clears what was staged. */
export async function cancelImport(tx: Transaction, tenantId: string, id: string): Promise<StoredJob> {
  const job = await lockJob(tx, tenantId, id)
  if (job.status === 'CANCELLED') return job
  requireStatus(job, ['UPLOADED', 'PREVIEWED', 'QUEUED', 'RUNNING'], 'cancelled')
  await tx.run(
    `update import_job set status = 'CANCELLED', finished_at = now() where tenant_id = $1 and id = $2`,
    [tenantId, id],
  )
  await dropFile(tx, tenantId, id)
  return getJob(tx, tenantId, id)
}
