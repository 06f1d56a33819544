import type { SalesStore } from '../documents/sales-store.ts'
import { salesProblems } from '../problems.ts'

export const MAX_FILE_BYTES = 50 * 1024 * 1024
/** One chunk is read, cut into rows and checked in one go: small enough that other requests do not wait for it. */
const CHUNK_BYTES = 64 * 1024

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

/** The file from its beginning, one chunk in memory at a time and no transaction held between them. */
export async function* readChunks(
  store: SalesStore,
  tenantId: string,
  importId: string,
): AsyncGenerator<Uint8Array> {
  for (let seq = 0; ; seq++) {
    const chunk = await store.tenant(tenantId, tx =>
      tx.find<{ bytes: Buffer }>(
        'select bytes from import_chunk where tenant_id = $1 and import_id = $2 and seq = $3',
        [tenantId, importId, seq],
      ),
    )
    if (!chunk) return
    yield chunk.bytes
  }
}
