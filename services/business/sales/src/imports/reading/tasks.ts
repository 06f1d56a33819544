import type { Mapping, Normalisation, PreviewRow } from '@portico/sales-contract'
import { type Analysis, analyse, type FileColumn, type ToAnalyse } from '../analysis/analyse.ts'
import { DecidedDoubts } from '../analysis/doubts.ts'
import { ProfileCache } from '../analysis/profile-cache.ts'
import type { Dialect } from '../file/dialect.ts'
import type { FileSource } from '../file/file-record.ts'
import { readRecords } from '../file/records.ts'
import type { AskedOfFile } from '../mapping/asked.ts'
import { columnOf, isComplete } from '../mapping/mapping.ts'
import type { DocumentFacts } from '../rows/documents.ts'
import { type FileSum, FileSums } from '../rows/file-sums.ts'
import { RowReader } from '../rows/reader.ts'
import type { ImportedRow, Remarkable } from '../rows/row.ts'
import { RowCheck } from '../rows/row-check.ts'
import { rulesOf } from '../rows/rules.ts'

// What is done with a whole file. It runs in a thread of its own, where it keeps no request waiting, and knows nothing of
// the database: the bytes come through `source`, and what needs an answer of the database is given out as it comes.

export type FileToAnalyse = Omit<ToAnalyse, 'source' | 'profiles'>
export type Analysed = Omit<Analysis, 'decisions'>

const BATCH_DOCUMENTS = 1000
const BATCH_ROWS = 2000

/** For all files of a thread, whichever import they belong to. */
const profiles = new ProfileCache()

/** How the file is read, and what its columns hold. */
async function analyseFile(file: FileToAnalyse, source: FileSource): Promise<Analysed> {
  return withoutDecisions(await analyse({ ...file, source, profiles }))
}

interface FileToExamine {
  file: FileToAnalyse
  currency: string
}

/** A document of the file whose number may be taken. */
export interface PlacedDocument {
  facts: DocumentFacts
  /** The one of the file that has its number already. */
  first: DocumentFacts | null
}

interface PlacedDocuments {
  documents: PlacedDocument[]
  /** Of times without an offset. */
  timeZone: string
}

interface ExaminedFile {
  analysed: Analysed
  /** Null when no row could be read: fields lack a column, or a quote is open. */
  rows: ReturnType<RowCheck['finish']> | null
  preview: PreviewRow[]
  remarkable: Remarkable
  normalisations: Normalisation[]
  /** False where the file has too many documents to give all of them out. */
  hasAllDocuments: boolean
}

/** The rows too, where the columns allow it; gives out the documents that may be written. */
async function* examineFile(
  { file, currency }: FileToExamine,
  source: FileSource,
): AsyncGenerator<PlacedDocuments, ExaminedFile> {
  const analysis = await analyse({ ...file, source, profiles })
  const analysed = withoutDecisions(analysis)
  const isOpen = analysis.doubts.some(({ code, chosen }) => code === 'QUOTE_OPEN' && chosen === null)
  const reader = new RowReader(rulesOf(analysis, currency))
  const known = { analysed, remarkable: reader.remarkable }
  if (isOpen || !isComplete(analysis.mapping)) {
    return { ...known, rows: null, preview: [], normalisations: [], hasAllDocuments: true }
  }
  const check = new RowCheck(reader.documents, analysis.mapping)
  for await (const record of readRecords(source, analysis.dialect)) check.add(reader.read(record))
  const timeZone = columnOf(analysis.mapping, 'DATE')?.timeZone ?? analysis.mapping.timeZone
  for (const documents of inBatches(placedDocuments(reader), BATCH_DOCUMENTS)) yield { documents, timeZone }
  return {
    ...known,
    rows: check.finish(),
    preview: check.preview(),
    normalisations: reader.tally.list(),
    hasAllDocuments: reader.documents.isComplete,
  }
}

function* placedDocuments({ documents }: RowReader): Generator<PlacedDocument> {
  let first: DocumentFacts | null = null
  for (const facts of documents.list()) {
    if (facts.isHeldBack || facts.lineCount === 0) continue
    if (first?.key !== facts.key) first = facts
    yield { facts, first: facts === first ? null : first }
  }
}

interface FileToStage {
  dialect: Dialect
  mapping: Mapping
  columns: FileColumn[]
  asked: AskedOfFile
  currency: string
  /** Rows that are staged already. */
  passed: number
}

/** Rows as the database takes them: JSON is made here, because it takes as long as the reading. */
interface StagedRows {
  count: number
  json: string
}

/** The rows of the file, in batches, and what they come to. */
async function* stageFile(
  { dialect, asked, currency, passed, ...layout }: FileToStage,
  source: FileSource,
): AsyncGenerator<StagedRows, FileSum[]> {
  const reader = new RowReader(rulesOf({ ...layout, decisions: DecidedDoubts.of(asked) }, currency))
  const sums = new FileSums()
  let toPass = passed
  let batch: ImportedRow[] = []
  for await (const record of readRecords(source, dialect)) {
    // What rows leave out is said by the rows before them, so those that are staged are read again, too.
    const row = reader.read(record)
    sums.add(row, row.documentKey !== null && reader.documents.previous?.line === row.row)
    if (toPass-- > 0) continue
    batch.push(row)
    if (batch.length < BATCH_ROWS) continue
    yield { count: batch.length, json: rowsJson(batch) }
    batch = []
  }
  if (batch.length > 0) yield { count: batch.length, json: rowsJson(batch) }
  return sums.list()
}

/** NUL cannot be stored; a field that is kept as read may still have one. */
function rowsJson(rows: ImportedRow[]): string {
  return JSON.stringify(
    rows.map(row => ({ ...row, raw: row.raw.map(cell => cell.replaceAll('\u0000', '')) })),
  )
}

function withoutDecisions({ decisions: _, ...analysed }: Analysis): Analysed {
  return analysed
}

function* inBatches<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  let batch: Item[] = []
  for (const item of items) {
    batch.push(item)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** A generator gives out items on its way; a promise has none. */
export const TASKS = { ANALYSE: analyseFile, EXAMINE: examineFile, STAGE: stageFile }

export type TaskName = keyof typeof TASKS
export type InputOf<Name extends TaskName> = Parameters<(typeof TASKS)[Name]>[0]
type RunOf<Name extends TaskName> = ReturnType<(typeof TASKS)[Name]>
export type ItemOf<Name extends TaskName> =
  RunOf<Name> extends AsyncGenerator<infer Item, unknown> ? Item : never
export type ResultOf<Name extends TaskName> =
  RunOf<Name> extends AsyncGenerator<unknown, infer Result> ? Result : Awaited<RunOf<Name>>
