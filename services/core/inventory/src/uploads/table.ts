import { Readable } from 'node:stream'
import { inventoryContract } from '@portico/inventory-contract'
import { CsvError, parse } from 'csv-parse'
import { inventoryProblems } from '../stock/problems.ts'

const MAX_FILE_BYTES = inventoryContract.routes.upload.maxFileBytes
const MAX_ROWS = 20_000
/** A quote that is never closed would swallow the rest of the file. */
const MAX_RECORD_CHARACTERS = 64 * 1024
/** The parser is fed this much at a time, and other calls are served in between. */
const CHUNK_CHARACTERS = 32 * 1024
const ZIP = [0x50, 0x4b, 0x03, 0x04]
const DELIMITERS = [',', ';', '\t', '|']

export interface TableRow {
  /** 1-based line of the file. */
  line: number
  cells: string[]
}

export interface StockTable {
  header: string[]
  rows: TableRow[]
}

/** Throws FILE_TOO_LARGE as soon as the limit is passed. */
export async function readBytes(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of stream) {
    size += part.length
    if (size > MAX_FILE_BYTES) throw fileTooLarge()
    parts.push(part)
  }
  return Buffer.concat(parts)
}

export function fileTooLarge() {
  const detail = `A file may have ${MAX_FILE_BYTES / 1024 / 1024} MB. Divide it, and send the parts one by one.`
  return inventoryProblems.FILE_TOO_LARGE(detail, { maxBytes: MAX_FILE_BYTES })
}

/** The first row that says anything, and those below it. Throws FILE_UNREADABLE, FILE_EMPTY, FILE_TOO_LARGE. */
export async function readTable(bytes: Buffer): Promise<StockTable> {
  const text = decode(bytes)
  const rows: TableRow[] = []
  const parser = parse({
    delimiter: delimiterOf(text),
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: '\n',
    max_record_size: MAX_RECORD_CHARACTERS,
  })
  try {
    for await (const { record, info } of Readable.from(slices(text)).pipe(parser) as AsyncIterable<Parsed>) {
      if (record.some(cell => cell.trim() !== ''))
        rows.push({ line: info.lines - breaksIn(record), cells: record })
      if (rows.length > MAX_ROWS + 1) throw tooManyRows()
    }
  } catch (error) {
    throw error instanceof CsvError ? unreadable(error) : error
  }
  const [header, ...rest] = rows
  if (!header || rest.length === 0)
    throw inventoryProblems.FILE_EMPTY('The file holds no row below its headings.')
  return { header: header.cells, rows: rest }
}

interface Parsed {
  record: string[]
  info: { lines: number }
}

function breaksIn(record: string[]): number {
  return record.reduce((count, cell) => count + cell.split('\n').length - 1, 0)
}

/** UTF-8, UTF-16 with its mark, or GB18030, each to the last byte; codes and names that were read wrong would book the wrong thing. */
function decode(bytes: Buffer): string {
  if (ZIP.every((byte, index) => bytes[index] === byte)) {
    throw inventoryProblems.FILE_UNREADABLE(
      'This is a workbook. Save the sheet as CSV (UTF-8) and send that.',
    )
  }
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? ['utf-16le'] : ['utf-8', 'gb18030']
  for (const encoding of marked) {
    const text = tryDecode(bytes, encoding)
    if (text !== null && !text.includes('\u0000')) return text.replace(/\r\n?/g, '\n')
  }
  throw inventoryProblems.FILE_UNREADABLE(
    'The text cannot be read. Save the file as CSV (UTF-8) and send it again.',
  )
}

function tryDecode(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The one that the first line has most of. */
function delimiterOf(text: string): string {
  const firstLine = text.trimStart().split('\n', 1)[0] ?? ''
  const counts = DELIMITERS.map(delimiter => firstLine.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

function* slices(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += CHUNK_CHARACTERS) yield text.slice(at, at + CHUNK_CHARACTERS)
}

function tooManyRows() {
  return inventoryProblems.FILE_TOO_LARGE(
    `A file may have ${MAX_ROWS} rows. Divide it, and send the parts one by one.`,
    {
      maxRows: MAX_ROWS,
    },
  )
}

function unreadable(error: CsvError) {
  const line = typeof error.lines === 'number' ? error.lines : null
  const detail = `The file cannot be read beyond line ${line ?? '?'}: ${error.message}`
  return inventoryProblems.FILE_UNREADABLE(detail, { line })
}
