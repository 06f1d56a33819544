import { newId, Problem, type Transaction } from '@portico/service-kit'
import type { SalesStore } from '../documents/sales-store.ts'
import { salesProblems } from '../problems/sales-problems.ts'
import { dropOldest } from './ends.ts'
import { ByteEvidenceCollector } from './file/byte-evidence.ts'
import { encodingsOf } from './file/encoding.ts'
import { containerOf } from './file/file-kind.ts'
import { inChunks } from './job/chunks.ts'
import { getJob, type KnownSource, type StoredJob } from './job/job.ts'
import { findRemembered, shapeOf } from './job/memory.ts'
import type { ImportKey } from './job/orphans.ts'
import { isComplete } from './mapping/mapping.ts'
import { type FileReader, findingsOf } from './reading/file-reader.ts'
import type { Analysed } from './reading/tasks.ts'
import type { UploadRoom } from './upload-room.ts'

export interface Upload {
  fileName: string
  timeZone: string
  currency: string
  stream: AsyncIterable<Buffer>
}

/**
 * Keeps a file in the database as it arrives, in a short transaction a chunk: a slow sender holds no connection, and
 * until the last byte is there the import is shown to no user. Throws DISK_FULL, UPLOADS_BUSY, UPLOAD_STALLED, FILE_TOO_LARGE, FILE_EMPTY, FILE_ONE_COLUMN, FILE_NOT_A_TABLE
 * or FILE_UNREADABLE, and then nothing is left.
 */
export function receiveUpload(
  files: FileReader,
  room: UploadRoom,
  tenantId: string,
  upload: Upload,
): Promise<StoredJob> {
  return room.hold(tenantId, () => receive(files, room, tenantId, upload))
}

async function receive(
  files: FileReader,
  room: UploadRoom,
  tenantId: string,
  upload: Upload,
): Promise<StoredJob> {
  const { store } = files
  const id = newId()
  await room.take(tenantId, tx => begin(tx, tenantId, id, upload))
  try {
    const file = await keepChunks(store, tenantId, id, { ...upload, stream: room.watched(upload.stream) })
    const looked = await look(files, tenantId, { id, currency: upload.currency, source: file.source })
    return await store.tenant(tenantId, tx =>
      complete(tx, { tenantId, importId: id }, file.sizeBytes, looked),
    )
  } catch (error) {
    await store.tenant(tenantId, tx =>
      tx.run('delete from import_job where tenant_id = $1 and id = $2', [tenantId, id]),
    )
    throw error
  }
}

async function begin(tx: Transaction, tenantId: string, id: string, { fileName, currency }: Upload) {
  await tx.run(
    `insert into import_job (tenant_id, id, file_name, currency, status) values ($1, $2, $3, $4, 'UPLOADING')`,
    [tenantId, id, fileName, currency],
  )
}

interface KeptFile {
  sizeBytes: number
  source: KnownSource
}

async function keepChunks(
  store: SalesStore,
  tenantId: string,
  id: string,
  { stream, timeZone }: Upload,
): Promise<KeptFile> {
  const evidence = new ByteEvidenceCollector()
  let kind: KnownSource['kind'] = 'TEXT'
  let sizeBytes = 0
  let seq = 0
  for await (const chunk of inChunks(stream)) {
    if (seq === 0) kind = containerOf(chunk) === 'ZIP' ? 'WORKBOOK' : 'TEXT'
    if (kind === 'TEXT') evidence.push(chunk)
    sizeBytes += chunk.length
    const values = [tenantId, id, seq++, chunk]
    await store.tenant(tenantId, tx =>
      tx.run('insert into import_chunk (tenant_id, import_id, seq, bytes) values ($1, $2, $3, $4)', values),
    )
  }
  if (sizeBytes === 0) throw salesProblems.FILE_EMPTY('The file holds no rows.', { reason: 'NOTHING' })
  const encodings = kind === 'TEXT' ? encodingsOf(evidence.result()) : []
  return { sizeBytes, source: { kind, encodings, timeZone } }
}

interface Looked {
  analysis: Analysed
  source: KnownSource
  asked: StoredJob['asked']
}

/** A file of a shape that is known is read again with what the shop chose for it. */
async function look(
  files: FileReader,
  tenantId: string,
  job: Pick<StoredJob, 'id' | 'source' | 'currency'>,
): Promise<Looked> {
  const analysis = await files.analyse(tenantId, job, {})
  const shape = shapeOf(analysis)
  const remembered = shape && (await files.store.tenant(tenantId, tx => findRemembered(tx, tenantId, shape)))
  const source = { ...job.source, ...(shape && { shape }) }
  if (!remembered) return { analysis, source, asked: {} }
  const asked = { remembered }
  try {
    return { analysis: await files.analyse(tenantId, job, asked), source, asked }
  } catch (error) {
    // What was said of the last file makes no table of this one.
    if (error instanceof Problem && error.status < 500) return { analysis, source, asked: {} }
    throw error
  }
}

async function complete(
  tx: Transaction,
  { tenantId, importId: id }: ImportKey,
  sizeBytes: number,
  looked: Looked,
) {
  await tx.run('update import_job set file_size = $3 where tenant_id = $1 and id = $2', [
    tenantId,
    id,
    sizeBytes,
  ])
  const job = await keepLooked(tx, tenantId, id, looked)
  await dropOldest(tx, tenantId)
  return job
}

/** Where every field that must be filled was recognised, the proposal is the mapping already. */
export async function keepLooked(
  tx: Transaction,
  tenantId: string,
  id: string,
  { analysis, source, asked }: Looked,
): Promise<StoredJob> {
  const { dialect, columns, sample, mapping } = analysis
  await tx.run(
    `update import_job set status = 'UPLOADED', dialect = $3, columns = $4, sample = $5, mapping = $6,
       source = $7, asked = $8, findings = $9, row_count = null, problem_count = null, problems = '[]'
     where tenant_id = $1 and id = $2`,
    [
      tenantId,
      id,
      JSON.stringify(dialect),
      JSON.stringify(columns),
      JSON.stringify(sample),
      isComplete(mapping) ? JSON.stringify(mapping) : null,
      JSON.stringify(source),
      JSON.stringify(asked),
      JSON.stringify(findingsOf(analysis)),
    ],
  )
  return getJob(tx, tenantId, id)
}
