import type { Reading } from '@portico/sales-contract'
import type { Layout } from './look.ts'
import type { HeadRow } from './split.ts'

export function readingOf({ dialect, sheets, head, encodings }: Layout, tail: HeadRow[]): Reading {
  const { kind, sheet, encoding, delimiter, quotes, headerLine, trailingRows } = dialect
  const confidence = encodings.find(option => option.encoding === encoding)?.confidence ?? 1
  return {
    kind,
    sheets,
    sheet,
    encoding,
    encodingConfidence: confidence,
    encodings,
    delimiter,
    quotes,
    headerLine,
    trailingRows,
    head: head.map(row => ({ ...row, cells: row.cells.map(storable) })),
    tail: tail.map(row => ({ ...row, cells: row.cells.map(storable) })),
  }
}

const MAX_CELL_SHOWN = 500

/** PostgreSQL's JSON holds no NUL and no half of a character. */
export function storable(cell: string): string {
  return cell.slice(0, MAX_CELL_SHOWN).replaceAll('\u0000', '').toWellFormed()
}
