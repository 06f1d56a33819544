import type { Quotes } from '@portico/sales-contract'

/** How the bytes of a file become rows. */
export interface Dialect {
  kind: 'TEXT' | 'WORKBOOK'
  /** Of a workbook. */
  sheet: string | null
  encoding: string
  delimiter: string
  quotes: Quotes
  /** 1-based line of the row that names the columns; rows above it are none of the table. 0: no row names them. */
  headerLine: number
  trailingRows: number
}

/** As imports that were started before there were more choices had it. */
export interface EarlierDialect {
  encoding: string
  delimiter: string
  hasHeader: boolean
}

export function asDialect(dialect: Dialect | EarlierDialect): Dialect {
  if ('kind' in dialect) return dialect
  const { hasHeader, ...rest } = dialect
  return {
    ...rest,
    kind: 'TEXT',
    sheet: null,
    quotes: 'WRAP',
    headerLine: hasHeader ? 1 : 0,
    trailingRows: 0,
  }
}
