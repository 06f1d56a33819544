export interface FileRecord {
  /** 1-based line of the file, or row of the sheet, where the record begins. */
  line: number
  fields: string[]
  /** Columns whose cells a workbook holds as numbers: their mark is a dot. */
  numbers?: ReadonlySet<number>
  /** The record is no row of the table: a quote that was closed too late has swallowed rows. */
  isSwallowed?: boolean
}

/** The bytes of a file, from their beginning each time. */
export interface FileSource {
  chunks(): AsyncIterable<Uint8Array>
}

/** `sep=;`, which gives Excel the delimiter; cut by it, the row has one or two fields. */
export function isSeparatorLine(fields: string[]): boolean {
  return /^sep=.?$/i.test(fields[0] ?? '') && fields.slice(1).every(field => field === '')
}
