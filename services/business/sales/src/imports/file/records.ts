import type { Dialect } from './dialect.ts'
import { type FileRecord, type FileSource, isSeparatorLine } from './file-record.ts'
import { readTextRecords } from './text-records.ts'
import { readWorkbookRecords } from './workbook-records.ts'

/** All rows of a file with any text in them, the header and what stands above it too. Throws FILE_UNREADABLE. */
export function readAllRecords(source: FileSource, dialect: Dialect): AsyncGenerator<FileRecord> {
  return dialect.kind === 'WORKBOOK'
    ? readWorkbookRecords(source, dialect.sheet)
    : readTextRecords(source, dialect)
}

/** The rows of the table: below its header, without those at its end that are none. */
export async function* readRecords(source: FileSource, dialect: Dialect): AsyncGenerator<FileRecord> {
  const held: FileRecord[] = []
  for await (const record of readAllRecords(source, dialect)) {
    if (record.line <= dialect.headerLine) continue
    if (dialect.headerLine === 0 && record.line === 1 && isSeparatorLine(record.fields)) continue
    held.push(record)
    if (held.length <= dialect.trailingRows) continue
    const next = held.shift()
    if (next) yield next
  }
}
