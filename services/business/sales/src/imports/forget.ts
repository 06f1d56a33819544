import type { Transaction } from '@portico/service-kit'
import { getJob, lockJob, requireStatus, type StoredJob } from './job/job.ts'
import { forgetShape } from './job/memory.ts'
import type { FileReader } from './reading/file-reader.ts'
import { keepLooked } from './upload.ts'

/** Forgets what the shop chose for files of this shape, and reads this one as if it were the first. Throws IMPORT_STATE. */
export async function forgetChoices(files: FileReader, tenantId: string, id: string): Promise<StoredJob> {
  const job = await files.store.tenant(tenantId, tx => getOpen(tx, tenantId, id, getJob))
  const analysis = await files.analyse(tenantId, job, {})
  return files.store.tenant(tenantId, async tx => {
    const { source } = await getOpen(tx, tenantId, id, lockJob)
    if (source.shape) await forgetShape(tx, tenantId, source.shape)
    return keepLooked(tx, tenantId, id, { analysis, source, asked: {} })
  })
}

async function getOpen(
  tx: Transaction,
  tenantId: string,
  id: string,
  get: typeof getJob,
): Promise<StoredJob> {
  const job = await get(tx, tenantId, id)
  requireStatus(job, ['UPLOADED', 'PREVIEWED'], 'read anew')
  return job
}
