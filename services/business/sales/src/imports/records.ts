import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { salesProblems } from '../problems.ts'
import { readText } from './encoding.ts'
import type { Dialect } from './sniff.ts'

export interface FileRecord {
  /** 1-based line of the file where the record begins, right also after quoted line breaks. */
  line: number
  fields: string[]
}

/** A quote that is never closed would swallow the rest of the file. */
const MAX_RECORD_CHARACTERS = 256 * 1024

/** The rows of a file below its header, streamed; lines without any text are passed over. Throws FILE_UNREADABLE with `line`. */
export async function* readRecords(
  chunks: AsyncIterable<Uint8Array>,
  dialect: Dialect,
): AsyncGenerator<FileRecord> {
  const parser = parse({
    delimiter: dialect.delimiter,
    bom: true,
    info: true,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_CHARACTERS,
  })
  const source = Readable.from(readText(chunks, dialect.encoding))
  source.on('error', error => parser.destroy(error))
  let isHeader = dialect.hasHeader
  try {
    for await (const { record, info } of source.pipe(parser) as AsyncIterable<ParsedRecord>) {
      if (!isHeader && record.some(hasText)) yield { line: info.lines - lineBreaksIn(record), fields: record }
      isHeader = false
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error) : error
  } finally {
    source.destroy()
  }
}

interface ParsedRecord {
  record: string[]
  info: { lines: number }
}

function hasText(field: string): boolean {
  return field.trim() !== ''
}

function lineBreaksIn(fields: string[]): number {
  return fields.reduce((count, field) => count + field.split('\n').length - 1, 0)
}

function unreadable(error: CsvError) {
  const line = typeof error.lines === 'number' ? error.lines : null
  return salesProblems.FILE_UNREADABLE(
    `The file cannot be read beyond line ${line ?? '?'}: ${error.message}`,
    { line },
  )
}
