import type { TABLE_FORMATS, TABLE_LANGUAGES } from '@portico/service-contract'

/** What a cell holds: TEXT as written, NUMBER plain decimal text, TIME `YYYY-MM-DD HH:MM:SS` of the tenant's time zone. */
export type CellKind = 'TEXT' | 'NUMBER' | 'TIME'

export type TableLanguage = (typeof TABLE_LANGUAGES)[number]

export type TableFormat = (typeof TABLE_FORMATS)[number]

export interface TableColumn<Row> {
  header: Record<TableLanguage, string>
  kind: CellKind
  /** Null leaves the cell empty. */
  value(row: Row, language: TableLanguage): string | null
}

/** A table that is read while it is written: never more than one batch of it is in memory. */
export interface Table<Row> {
  /** Stands in the file name and names the sheet, such as `orders`. */
  name: string
  columns: readonly TableColumn<Row>[]
  batches: AsyncIterable<readonly Row[]>
}
