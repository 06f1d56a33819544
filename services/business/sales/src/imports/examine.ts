import type { SalesStore } from '../documents/sales-store.ts'
import { type Analysis, analyse, type FileColumn } from './analysis/analyse.ts'
import { assume } from './analysis/doubts.ts'
import { storable } from './analysis/reading.ts'
import { rowDoubts } from './analysis/row-doubts.ts'
import { readChunks } from './chunks.ts'
import { findConflicts } from './conflicts.ts'
import type { Asked, Assumption, Findings, PreviewRow } from './contract.ts'
import type { FileSource } from './file/file-record.ts'
import { readRecords } from './file/records.ts'
import type { ShownProblem, StoredJob } from './job.ts'
import { columnOf, isComplete, type Mapping } from './mapping.ts'
import { RowReader } from './rows/reader.ts'
import type { ImportedRow, RowRules } from './rows/row.ts'
import { currenciesOf } from './values/currencies.ts'

/** What reading a file found, and how it is read. */
export interface Examined {
  analysis: Analysis
  findings: Findings
  /** Null when no row could be read: fields lack a column, or a quote is open. */
  rows: { rowCount: number; problemCount: number; problems: ShownProblem[] } | null
}

type ExaminedJob = Pick<StoredJob, 'id' | 'source' | 'currency'>

const SHOWN_PROBLEMS = 200
const PREVIEW_ROWS = 20

export function sourceOf(store: SalesStore, tenantId: string, importId: string): FileSource {
  return { chunks: () => readChunks(store, tenantId, importId) }
}

/** Reads a file as it is asked for, once for what its columns hold. Throws what `analyse` does. */
export function analyseFile(
  store: SalesStore,
  tenantId: string,
  { id, source }: ExaminedJob,
  asked: Asked,
  given: Mapping | null,
): Promise<Analysis> {
  return analyse({
    source: sourceOf(store, tenantId, id),
    kind: source.kind ?? 'TEXT',
    encodings: source.encodings ?? [],
    timeZone: source.timeZone ?? 'UTC',
    asked,
    given,
  })
}

/** And once more for its rows, where the columns allow it. */
export async function examine(
  store: SalesStore,
  tenantId: string,
  job: ExaminedJob,
  asked: Asked,
  given: Mapping | null,
): Promise<Examined> {
  const analysis = await analyseFile(store, tenantId, job, asked, given)
  const isOpen = analysis.doubts.some(({ code, chosen }) => code === 'QUOTE_OPEN' && chosen === null)
  if (isOpen || !isComplete(analysis.mapping)) return { analysis, findings: findingsOf(analysis), rows: null }
  const reader = new RowReader(rulesOf(analysis, job.currency))
  const rows = await readRows(store, tenantId, job.id, analysis, reader)
  const zone = columnOf(analysis.mapping, 'DATE')?.timeZone ?? analysis.mapping.timeZone
  const conflicts = await findConflicts(store, tenantId, reader.documents.list(), zone)
  const doubts = [
    ...analysis.doubts,
    ...rowDoubts(reader.remarkable, conflicts, job.currency, analysis.decisions),
  ]
  return {
    analysis,
    rows,
    findings: {
      ...findingsOf(analysis),
      preview: rows.preview,
      doubts,
      assumptions: [...analysis.assumptions, ...moneyOf(analysis, job.currency), ...forgottenOf(reader)],
      normalisations: reader.tally.list(),
      conflicts: conflicts.shown,
      conflictCount: conflicts.stored + conflicts.inFile,
    },
  }
}

export function findingsOf({ reading, doubts, assumptions }: Analysis): Findings {
  return { reading, preview: [], doubts, assumptions, normalisations: [], conflicts: [], conflictCount: 0 }
}

export function rulesOf(
  { mapping, columns, decisions }: Pick<Analysis, 'mapping' | 'columns' | 'decisions'>,
  currency: string,
): RowRules {
  return {
    mapping,
    columnCount: columns.length,
    currency,
    priceMark: priceMarkOf(mapping, columns),
    takesOtherMoney: decisions.choiceOf('CURRENCY_OTHER') === 'TAKE_AS_OURS',
    takesNoSales: decisions.choiceOf('STATUS_NOT_SALE') === 'TAKE_AS_SALE',
    isOneOrder: decisions.choiceOf('NUMBER_REUSED') === 'ONE_ORDER',
  }
}

/** `Price (USD)`, `单价（元）`, `Price USD`. */
function priceMarkOf(mapping: Mapping, columns: FileColumn[]): string | null {
  const price = columnOf(mapping, 'UNIT_PRICE') ?? columnOf(mapping, 'LINE_TOTAL')
  const header = columns[price?.column ?? -1]?.header.slice(0, 200) ?? ''
  const found = /[([（]\s?([^)\]）\s]{1,5})\s?[)\]）]$|\s([A-Z]{3}|[$£€¥])$/.exec(header.trim())
  const mark = found?.[1] ?? found?.[2]
  return mark !== undefined && currenciesOf(mark).length > 0 ? mark : null
}

async function readRows(
  store: SalesStore,
  tenantId: string,
  id: string,
  { dialect, mapping }: Analysis,
  reader: RowReader,
) {
  const found = { rowCount: 0, problemCount: 0, problems: [] as ShownProblem[], preview: [] as PreviewRow[] }
  for await (const record of readRecords(sourceOf(store, tenantId, id), dialect)) {
    const row = reader.read(record)
    found.rowCount++
    if (found.preview.length < PREVIEW_ROWS) found.preview.push(previewOf(row, mapping))
    if (!row.problem) continue
    found.problemCount++
    if (found.problems.length < SHOWN_PROBLEMS) found.problems.push({ row: row.row, ...row.problem })
  }
  return found
}

function previewOf(row: ImportedRow, mapping: Mapping): PreviewRow {
  const values = {
    DOCUMENT_NUMBER: row.documentNumber,
    PRODUCT_CODE: row.productCode,
    DESCRIPTION: row.description,
    QUANTITY: row.quantity,
    UNIT_PRICE: row.unitPrice,
    LINE_TOTAL: row.unitPrice,
    DISCOUNT: row.discount,
    DATE: row.at,
    CUSTOMER_CODE: row.customerCode,
    CUSTOMER_NAME: row.customerName,
    COUNTRY: row.country,
  }
  const shown = mapping.columns.flatMap(({ field }) => {
    if (!(field in values)) return []
    const value = values[field as keyof typeof values]
    return [{ field, value: value === null ? null : storable(value) }]
  })
  const problem = row.problem && { row: row.row, ...row.problem }
  return { line: row.row, cells: row.raw.map(storable), values: shown, problem }
}

function moneyOf({ mapping }: Analysis, currency: string): Assumption[] {
  if (columnOf(mapping, 'CURRENCY')) return []
  return [assume('CURRENCY', `Amounts that name no currency are in ${currency}.`, { currency })]
}

function forgottenOf({ documents }: RowReader): Assumption[] {
  if (documents.isComplete) return []
  const message =
    'The file has too many documents to look all their numbers up before; those that are taken are held back.'
  return [assume('CONFLICTS_NOT_ALL_FOUND', message)]
}
