import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import Type from 'typebox'
import { writeCsv } from './csv-table.ts'
import { localClock } from './local-time.ts'
import type { Table, TableFormat, TableLanguage } from './table.ts'
import { writeXlsx } from './xlsx-table.ts'

const TIMEOUT_MS = 30 * 60_000

const TYPES: Record<TableFormat, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

const file = { schema: Type.Unsafe<Readable>(Type.String()) }

/** Options of a route that sends a table: its answers, and half an hour for a slow line to take all of it. */
export const tableRoute = {
  handlerTimeout: TIMEOUT_MS,
  response: { 200: { content: { 'text/csv': file, [TYPES.xlsx]: file } } },
}

interface TableRequest {
  format?: TableFormat | undefined
  language?: TableLanguage | undefined
  timeZone?: string | undefined
}

interface Headed {
  header(name: string, value: string): unknown
}

/**
 * The table as a file, for a handler to answer with; it streams as fast as it is read. A failure before the first batch is
 * thrown; one after it breaks the connection off, so that a file cut short never looks whole. A client that goes away ends
 * the reading.
 */
export async function streamTable<Row>(
  reply: Headed,
  { format = 'csv', language = 'en', timeZone = 'UTC' }: TableRequest,
  table: Table<Row>,
): Promise<Readable> {
  const ready = { ...table, batches: await startReading(table.batches) }
  reply.header('content-type', TYPES[format])
  reply.header('content-disposition', `attachment; filename="${fileName(table.name, timeZone)}.${format}"`)
  // Where the types of a browser stand beside those of Node, as in the benchmarks, its streams are those of the browser.
  if (format === 'xlsx') return Readable.fromWeb(writeXlsx(ready, language) as NodeStream)
  return Readable.from(writeCsv(ready, language), { objectMode: false })
}

/** The same batches, the first of them read. */
async function startReading<Batch>(batches: AsyncIterable<Batch>): Promise<AsyncIterable<Batch>> {
  const iterator = batches[Symbol.asyncIterator]()
  const first = await iterator.next()
  return (async function* () {
    try {
      for (let step = first; !step.done; step = await iterator.next()) yield step.value
    } finally {
      await iterator.return?.()
    }
  })()
}

/** `orders-2026-11-28-1910`: what it is and when it was made, by the tenant's clock. */
function fileName(name: string, timeZone: string): string {
  const [day = '', clock = ''] = localClock(timeZone)(new Date().toISOString()).split(' ')
  return `${name}-${day}-${clock.slice(0, 5).replace(':', '')}`
}
