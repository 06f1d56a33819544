import { newId, type Transaction } from '@portico/service-kit'
import type { SalesStore } from '../documents/sales-store.ts'
import { salesProblems } from '../problems.ts'
import { inChunks } from './chunks.ts'
import { type Encoding, EncodingDetector, withPlainLineEnds } from './encoding.ts'
import { getJob, type StoredJob } from './job.ts'
import { isComplete } from './mapping.ts'
import { type Sniffed, sniff } from './sniff.ts'

export interface Upload {
  fileName: string
  timeZone: string
  currency: string
  stream: AsyncIterable<Buffer>
}

/**
 * Keeps a file in the database as it arrives, in a short transaction a chunk: a slow sender holds no connection, and
 * until the last byte is there nobody sees the import. Throws FILE_TOO_LARGE or FILE_EMPTY, and then nothing is left.
 */
export async function receiveUpload(store: SalesStore, tenantId: string, upload: Upload): Promise<StoredJob> {
  const id = newId()
  await store.tenant(tenantId, tx => begin(tx, tenantId, id, upload))
  try {
    const file = await keepChunks(store, tenantId, id, upload.stream)
    const sniffed = sniff(headText(file), file.encoding, upload.timeZone)
    if (!sniffed) throw salesProblems.FILE_EMPTY('The file holds no rows.')
    return await store.tenant(tenantId, tx => complete(tx, tenantId, id, file.sizeBytes, sniffed))
  } catch (error) {
    await store.tenant(tenantId, tx =>
      tx.run('delete from import_job where tenant_id = $1 and id = $2', [tenantId, id]),
    )
    throw error
  }
}

async function begin(tx: Transaction, tenantId: string, id: string, { fileName, currency }: Upload) {
  await sweep(tx, tenantId)
  await tx.run(
    `insert into import_job (tenant_id, id, file_name, currency, status) values ($1, $2, $3, $4, 'UPLOADING')`,
    [tenantId, id, fileName, currency],
  )
}

/** Clears what a crash in an upload left behind, and files nobody started to import in a week. */
async function sweep(tx: Transaction, tenantId: string) {
  await tx.run(
    `delete from import_job where tenant_id = $1 and status = 'UPLOADING' and created_at < now() - interval '1 hour'`,
    [tenantId],
  )
  await tx.run(
    `with stale as (
       update import_job set status = 'CANCELLED', finished_at = now()
       where tenant_id = $1 and status in ('UPLOADED', 'PREVIEWED') and created_at < now() - interval '7 days' returning id
     )
     delete from import_chunk where import_id in (select id from stale)`,
    [tenantId],
  )
}

interface KeptFile {
  sizeBytes: number
  /** The first chunk. */
  head: Buffer
  encoding: Encoding
}

async function keepChunks(
  store: SalesStore,
  tenantId: string,
  id: string,
  stream: AsyncIterable<Buffer>,
): Promise<KeptFile> {
  const detector = new EncodingDetector()
  let head: Buffer = Buffer.alloc(0)
  let sizeBytes = 0
  let seq = 0
  for await (const chunk of inChunks(stream)) {
    if (seq === 0) head = chunk
    detector.push(chunk)
    sizeBytes += chunk.length
    const values = [tenantId, id, seq++, chunk]
    await store.tenant(tenantId, tx =>
      tx.run('insert into import_chunk (tenant_id, import_id, seq, bytes) values ($1, $2, $3, $4)', values),
    )
  }
  return { sizeBytes, head, encoding: detector.result() }
}

/** Whole lines only: the last one of a first chunk is cut somewhere. */
function headText({ head, encoding, sizeBytes }: KeptFile): string {
  const text = withPlainLineEnds(new TextDecoder(encoding).decode(head))
  const lastBreak = text.lastIndexOf('\n')
  return head.length === sizeBytes || lastBreak < 0 ? text : text.slice(0, lastBreak + 1)
}

/** Where every field that must be filled was recognised, the proposal is the mapping already. */
async function complete(tx: Transaction, tenantId: string, id: string, sizeBytes: number, sniffed: Sniffed) {
  const { dialect, columns, sample, mapping } = sniffed
  const proposal = isComplete(mapping) ? JSON.stringify(mapping) : null
  await tx.run(
    `update import_job set status = 'UPLOADED', file_size = $3, dialect = $4, columns = $5, sample = $6, mapping = $7
     where tenant_id = $1 and id = $2`,
    [tenantId, id, sizeBytes, JSON.stringify(dialect), JSON.stringify(columns), textJson(sample), proposal],
  )
  return getJob(tx, tenantId, id)
}

/** PostgreSQL's JSON holds no NUL. */
function textJson(rows: string[][]): string {
  return JSON.stringify(rows.map(row => row.map(cell => cell.replaceAll('\u0000', ''))))
}
