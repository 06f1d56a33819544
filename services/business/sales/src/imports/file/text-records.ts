import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { salesProblems } from '../../problems/sales-problems.ts'
import type { Dialect } from './dialect.ts'
import type { FileRecord, FileSource } from './file-record.ts'
import { swallowedRows } from './swallowed.ts'
import { readText } from './text-lines.ts'

/** A quote that is never closed would swallow the rest of the file. */
const MAX_RECORD_CHARACTERS = 256 * 1024

/** The rows of a text, streamed; lines without any text are passed over. Throws FILE_UNREADABLE with `line`. */
export async function* readTextRecords(
  source: FileSource,
  { delimiter, quotes, encoding }: Pick<Dialect, 'delimiter' | 'quotes' | 'encoding'>,
): AsyncGenerator<FileRecord> {
  const parser = parse({ ...parserOptions(delimiter, quotes), info: true })
  const text = Readable.from(readText(source.chunks(), encoding))
  text.on('error', error => parser.destroy(error))
  let nextLine = 1
  let width = 0
  try {
    for await (const { record, info } of text.pipe(parser) as AsyncIterable<ParsedRecord>) {
      const line = info.lines - lineBreaksIn(record)
      nextLine = info.lines + 1
      if (!record.some(hasText)) continue
      width = Math.max(width, line === 1 ? 0 : record.length)
      const swallowed = quotes === 'WRAP' ? swallowedRows(record, line, delimiter, width) : null
      if (swallowed) yield* swallowed
      else yield { line, fields: record }
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error, nextLine, quotes) : error
  } finally {
    text.destroy()
  }
}

export function parserOptions(delimiter: string, quotes: Dialect['quotes']) {
  return {
    delimiter,
    bom: true,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    quote: quotes === 'WRAP' ? '"' : null,
    max_record_size: MAX_RECORD_CHARACTERS,
  }
}

interface ParsedRecord {
  record: string[]
  info: { lines: number }
}

export function hasText(field: string): boolean {
  return field.trim() !== ''
}

export function lineBreaksIn(fields: string[]): number {
  return fields.reduce((count, field) => count + (field.includes('\n') ? field.split('\n').length - 1 : 0), 0)
}

/** The parser reports where it stopped; a quote is mended where it was opened. */
function unreadable(error: CsvError, line: number, quotes: Dialect['quotes']) {
  const isLong = error.code === 'CSV_MAX_RECORD_SIZE' && quotes === 'WRAP'
  const isOpen = error.code === 'CSV_QUOTE_NOT_CLOSED' || isLong
  const detail = isOpen
    ? `A quote that opens in line ${line} is never closed. Close it in the file, or have quotes read as text.`
    : `The file cannot be read beyond line ${line}: ${error.message}`
  return salesProblems.FILE_UNREADABLE(detail, { line, reason: isOpen ? 'QUOTE_OPEN' : 'MALFORMED' })
}
