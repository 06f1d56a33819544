import { TextDecoder } from 'node:util'
import { problems } from '@portico/service-kit'

/** As the routes that take single tenants: no spaces inside, 128 characters at most. */
const TENANT_ID = /^\S{1,128}$/

/**
 * Batches of tenants out of a text with one a line; empty lines and the byte order mark of spreadsheets are skipped.
 * Throws INVALID_REQUEST with the number of the line that is no tenant.
 */
export async function* readTenantLines(
  chunks: AsyncIterable<Uint8Array>,
  batchSize: number,
): AsyncGenerator<string[]> {
  const decoder = new TextDecoder()
  let rest = ''
  let line = 0
  let batch: string[] = []
  const take = (text: string) => {
    line += 1
    const tenantId = text.trim()
    if (tenantId === '') return
    if (!TENANT_ID.test(tenantId)) throw notTenant(line)
    batch.push(tenantId)
  }
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    // A file without line ends would pile up here until the memory is full.
    if (rest.length > 1000) throw notTenant(line + lines.length + 1)
    for (const text of lines) take(text)
    if (batch.length >= batchSize) {
      yield batch
      batch = []
    }
  }
  take(rest + decoder.decode())
  if (batch.length > 0) yield batch
}

function notTenant(line: number) {
  return problems.INVALID_REQUEST(`Line ${line} is no tenant id (1 to 128 characters without spaces).`, {
    line,
  })
}
