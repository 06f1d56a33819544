import type { Findings } from '@portico/sales-contract'
import type { FileColumn } from '../analysis/analyse.ts'
import { asDialect, type Dialect, type EarlierDialect } from '../file/dialect.ts'

interface EarlierFile {
  dialect: Dialect | EarlierDialect | null
  columns: FileColumn[]
  sample: string[][]
}

/** What is shown of an import that was read before findings were kept. */
export function earlierFindings({ dialect, columns, sample }: EarlierFile): Findings {
  const known = asDialect(dialect ?? { encoding: 'utf-8', delimiter: ',', hasHeader: true })
  const { headerLine } = known
  const header = headerLine > 0 ? [{ line: headerLine, cells: columns.map(column => column.header) }] : []
  const rows = sample.slice(0, 11).map((cells, index) => ({ line: headerLine + index + 1, cells }))
  const { kind, sheet, encoding, delimiter, quotes, trailingRows } = known
  const none = { preview: [], doubts: [], assumptions: [], normalisations: [], conflicts: [] }
  return {
    reading: {
      kind,
      sheets: [],
      sheet,
      encoding,
      encodingConfidence: 1,
      encodings: [],
      delimiter,
      quotes,
      headerLine,
      trailingRows,
      head: [...header, ...rows],
      tail: [],
    },
    ...none,
    conflictCount: 0,
  }
}
