import { type CellValue, type ColumnDef, writeXlsxStream } from 'hucre'
import { formulaSafe } from './formula-safe.ts'
import type { CellKind, Table, TableColumn, TableLanguage } from './table.ts'

/** A number cell is a double: what has more digits would change, and so is written as text. */
const EXACT_DIGITS = 15
const TIME_FORMAT = 'yyyy-mm-dd hh:mm:ss'
const WIDTHS: Record<CellKind, number> = { TEXT: 24, NUMBER: 14, TIME: 20 }

/** The table as an Excel workbook of one sheet; beyond 1,048,576 rows it goes on in a further one. */
export function writeXlsx<Row>(table: Table<Row>, language: TableLanguage): ReadableStream<Uint8Array> {
  return writeXlsxStream(rowsOf(table, language), {
    name: table.name,
    columns: table.columns.map(column => toColumn(column, language)),
    freezePane: { rows: 1 },
  })
}

function toColumn<Row>({ header, kind }: TableColumn<Row>, language: TableLanguage): ColumnDef {
  const format = kind === 'TIME' ? { numFmt: TIME_FORMAT } : {}
  return { header: header[language], width: WIDTHS[kind], ...format }
}

async function* rowsOf<Row>(
  { columns, batches }: Table<Row>,
  language: TableLanguage,
): AsyncGenerator<CellValue[]> {
  for await (const rows of batches) {
    for (const row of rows) yield columns.map(({ kind, value }) => toCell(kind, value(row, language)))
  }
}

function toCell(kind: CellKind, text: string | null): CellValue {
  if (text === null || text === '') return null
  if (kind === 'TEXT') return formulaSafe(text)
  if (kind === 'TIME') return new Date(`${text.replace(' ', 'T')}Z`)
  return text.replace(/\D/g, '').length <= EXACT_DIGITS ? Number(text) : text
}
