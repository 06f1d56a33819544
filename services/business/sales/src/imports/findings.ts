import type { Findings, Reading } from './contract.ts'
import type { Dialect, FileColumn } from './sniff.ts'

interface ReadFile {
  dialect: Dialect | null
  columns: FileColumn[]
  sample: string[][]
}

/** Of a file that was read before findings were kept. */
export function findingsOf({ dialect, columns, sample }: ReadFile): Findings {
  const headerLine = dialect?.hasHeader ? 1 : 0
  const header = headerLine === 1 ? [{ line: 1, cells: columns.map(column => column.header) }] : []
  const rows = sample.slice(0, 11).map((cells, index) => ({ line: headerLine + index + 1, cells }))
  const reading: Reading = {
    kind: 'TEXT',
    sheets: [],
    sheet: null,
    encoding: dialect?.encoding ?? 'utf-8',
    encodingConfidence: 1,
    encodings: [],
    delimiter: dialect?.delimiter ?? ',',
    quotes: 'WRAP',
    headerLine,
    trailingRows: 0,
    head: [...header, ...rows],
    tail: [],
  }
  const none = { preview: [], doubts: [], assumptions: [], normalisations: [], conflicts: [] }
  return { reading, ...none, conflictCount: 0 }
}
