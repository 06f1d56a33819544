import { stringify } from 'csv-stringify/sync'
import { formulaSafe } from './formula-safe.ts'
import type { Table, TableColumn, TableLanguage } from './table.ts'

/** Excel takes a file without it for the encoding of the machine. */
const BYTE_ORDER_MARK = '\uFEFF'
const FORMAT = { record_delimiter: 'windows' } as const

/** The table as CSV (RFC 4180, UTF-8 with a byte order mark), a piece a batch. */
export async function* writeCsv<Row>(
  { columns, batches }: Table<Row>,
  language: TableLanguage,
): AsyncGenerator<string> {
  const headers = columns.map(({ header }) => header[language])
  yield BYTE_ORDER_MARK + stringify([headers], FORMAT)
  for await (const rows of batches) {
    const records = rows.map(row => columns.map(column => cellOf(column, row, language)))
    yield stringify(records, FORMAT)
  }
}

/** A negative number is no formula; only text is made safe. */
function cellOf<Row>({ kind, value }: TableColumn<Row>, row: Row, language: TableLanguage): string {
  const text = value(row, language) ?? ''
  return kind === 'TEXT' ? formulaSafe(text) : text
}
