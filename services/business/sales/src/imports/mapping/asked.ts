import type { ImportDecision, MappedColumn, ReadingInput } from '@portico/sales-contract'

/** What a person said about the file; the rest is found in it. */
export interface AskedOfFile {
  reading?: ReadingInput
  decisions?: ImportDecision[]
  /** What this shop chose the last time a file had this shape. */
  remembered?: Remembered | null
}

export interface Remembered {
  decisions: ImportDecision[]
  columns: MappedColumn[]
  reading?: ReadingInput
  timeZone?: string | null
  /** ISO instant. */
  at: string
}
