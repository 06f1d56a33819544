import { salesContract } from '@portico/sales-contract'
import type { SalesStore } from '../../documents/sales-store.ts'
import { salesProblems } from '../../problems/sales-problems.ts'

const MAX_FILE_BYTES = salesContract.routes.upload.maxFileBytes
/** What is kept in one row of the database. */
const CHUNK_BYTES = 64 * 1024
/** Half a megabyte: fewer transactions, and still little memory. */
const CHUNKS_AT_ONCE = 8

/** Cuts a stream into chunks of one size. Throws FILE_TOO_LARGE as soon as the limit is passed. */
export async function* inChunks(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pending: Buffer[] = []
  let pendingBytes = 0
  let totalBytes = 0
  for await (const part of stream) {
    totalBytes += part.length
    if (totalBytes > MAX_FILE_BYTES) throw fileTooLarge()
    pending.push(part)
    pendingBytes += part.length
    if (pendingBytes < CHUNK_BYTES) continue
    yield Buffer.concat(pending)
    pending = []
    pendingBytes = 0
  }
  if (pendingBytes > 0) yield Buffer.concat(pending)
}

export function fileTooLarge() {
  const maxBytes = MAX_FILE_BYTES
  return salesProblems.FILE_TOO_LARGE(`A file may have ${maxBytes / 1024 / 1024} MB.`, { maxBytes })
}

/** The file from its beginning, a few chunks in memory at a time and no transaction held between them. */
export async function* readChunks(
  store: SalesStore,
  tenantId: string,
  importId: string,
): AsyncGenerator<Uint8Array> {
  for (let seq = 0; ; seq += CHUNKS_AT_ONCE) {
    const chunks = await store.tenant(tenantId, tx =>
      tx.list<{ bytes: Buffer }>(
        `select bytes from import_chunk where tenant_id = $1 and import_id = $2 and seq >= $3 and seq < $3 + $4::int order by seq`,
        [tenantId, importId, seq, CHUNKS_AT_ONCE],
      ),
    )
    for (const { bytes } of chunks) yield bytes
    if (chunks.length < CHUNKS_AT_ONCE) return
  }
}
