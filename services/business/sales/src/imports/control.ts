import { isDeepStrictEqual } from 'node:util'
import type { Transaction } from '@portico/service-kit'
import { getJob, lockJob, requireStatus, type StoredJob } from './job.ts'
import { dropFile } from './leftovers.ts'
import { type Mapping, requireMapping } from './mapping.ts'
import type { ImportQueue } from './queue.ts'

/**
 * Hands the import to the queue, in the transaction that says so. Repeated with the same mapping it changes nothing.
 * Throws MAPPING_INVALID, IMPORT_STATE.
 */
export async function startImport(
  tx: Transaction,
  queue: ImportQueue,
  tenantId: string,
  id: string,
  mapping: Mapping,
): Promise<StoredJob> {
  const job = await lockJob(tx, tenantId, id)
  requireMapping(mapping, job.columns.length)
  const isStarted = ['QUEUED', 'RUNNING', 'DONE'].includes(job.status)
  if (isStarted && isDeepStrictEqual(job.mapping, mapping)) return job
  requireStatus(job, ['UPLOADED', 'PREVIEWED'], 'started')
  await tx.run(
    `update import_job set status = 'QUEUED', mapping = $3, rows_total = coalesce(row_count, 0)
     where tenant_id = $1 and id = $2`,
    [tenantId, id, JSON.stringify(mapping)],
  )
  await queue.add(tx, { tenantId, importId: id, fireAt: new Date().toISOString() })
  return getJob(tx, tenantId, id)
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
