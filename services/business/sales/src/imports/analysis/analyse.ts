import type {
  Assumption,
  Doubt,
  EncodingOption,
  ImportField,
  Mapping,
  Reading,
  ReadingInput,
} from '@portico/sales-contract'
import { salesProblems } from '../../problems/sales-problems.ts'
import type { Dialect } from '../file/dialect.ts'
import type { FileSource } from '../file/file-record.ts'
import type { AskedOfFile, Remembered } from '../mapping/asked.ts'
import { columnOf } from '../mapping/mapping.ts'
import { columnDoubts, leftBehind, nameOf, proposeColumns } from './columns.ts'
import { assume, choiceOf, DecidedDoubts } from './doubts.ts'
import { type Layout, lookAt } from './look.ts'
import { type FileProfile, profileFile } from './profile.ts'
import type { ProfileCache } from './profile-cache.ts'
import { readingOf, storable } from './reading.ts'
import { settleColumns } from './settle-columns.ts'

export interface FileColumn {
  index: number
  header: string
  suggested: ImportField | null
}

/** How a file is read, and what that leaves open. */
export interface Analysis {
  dialect: Dialect
  reading: Reading
  columns: FileColumn[]
  /** At most 20 rows, as read. */
  sample: string[][]
  mapping: Mapping
  doubts: Doubt[]
  assumptions: Assumption[]
  decisions: DecidedDoubts
}

export interface ToAnalyse {
  /** Of the import the file belongs to. */
  fileId?: string
  /** Left out: the file is read for it. */
  profiles?: ProfileCache
  source: FileSource
  kind: Dialect['kind']
  encodings: EncodingOption[]
  /** Of the shop: what the file's times are local to until a person says otherwise. */
  timeZone: string
  asked: AskedOfFile
  given: Mapping | null
}

const SAMPLE_ROWS = 20
const MAX_COLUMNS = 500

/**
 * Says how a file is to be understood, after reading it whole where that was not done before. Throws FILE_EMPTY, FILE_ONE_COLUMN,
 * FILE_UNREADABLE.
 */
export async function analyse(file: ToAnalyse): Promise<Analysis> {
  const { asked, given } = file
  const remembered = asked.remembered ?? null
  const decisions = DecidedDoubts.of(asked)
  const layout = await lookAt({ ...file, given: readingAsked(file), decisions })
  const propose = (suggestions: FileProfile['suggestions']) =>
    proposeColumns(suggestions, given, remembered, decisions)
  const profile = await profileOf(file, layout, propose)
  requireTable(layout, profile)
  const trailingRows = asked.reading?.trailingRows ?? profile.trailingRows
  const base: Mapping = {
    columns: propose(profile.suggestions),
    dateFormat: given?.dateFormat ?? 'DMY',
    timeZone: given?.timeZone ?? remembered?.timeZone ?? file.timeZone,
    decimalMark: given?.decimalMark ?? '.',
  }
  const settled = settleColumns(base, profile.profiles, decisions)
  const { columns, headers, sample } = columnsOf(profile)
  return {
    dialect: { ...layout.dialect, trailingRows },
    reading: { ...readingOf(layout, profile.tail.slice(-3)), trailingRows },
    columns,
    sample,
    mapping: settled.mapping,
    decisions,
    doubts: [
      ...layout.doubts,
      ...openQuote(profile, decisions),
      ...columnDoubts(
        profile.suggestions,
        settled.mapping.columns,
        { headers, body: profile.body },
        decisions,
      ),
      ...settled.doubts,
    ],
    assumptions: [
      ...rememberedOf(asked),
      ...layout.assumptions,
      ...trailingOf(profile, trailingRows),
      ...settled.assumptions,
      ...zoneOf(settled.mapping),
      ...customersOf(settled.mapping),
      ...leftBehind(settled.mapping.columns, headers, profile.body),
    ],
  }
}

/** Read once, whatever is said of the file afterwards, unless that cuts it in another way. */
async function profileOf(
  { source, profiles, fileId = '' }: ToAnalyse,
  { dialect, width }: Layout,
  propose: (suggestions: FileProfile['suggestions']) => Mapping['columns'],
): Promise<FileProfile> {
  const known = profiles?.find(fileId, dialect, ({ suggestions }) => propose(suggestions))
  if (known) return known
  const profile = await profileFile(source, dialect, width, propose)
  profiles?.keep(fileId, dialect, profile)
  return profile
}

/** What was said of the last file of this shape holds for this one, if its bytes are text in that encoding at all. */
function readingAsked({ asked, encodings }: ToAnalyse): ReadingInput {
  const { encoding, ...rest } = asked.remembered?.reading ?? {}
  const isPossible = encodings.some(option => option.encoding === encoding)
  return { ...rest, ...(isPossible && { encoding }), ...asked.reading }
}

function requireTable({ dialect, width }: Layout, { body, headers, failure }: FileProfile) {
  if (Math.max(width, headers.length) > MAX_COLUMNS) {
    const detail = `The file has more than ${MAX_COLUMNS} columns.`
    throw salesProblems.FILE_UNREADABLE(detail, { line: dialect.headerLine, reason: 'TOO_MANY_COLUMNS' })
  }
  if (failure) return
  if (body.length === 0) {
    const detail =
      dialect.headerLine > 0 ? 'The file holds a header and no rows below it.' : 'The file holds no rows.'
    throw salesProblems.FILE_EMPTY(detail, { reason: dialect.headerLine > 0 ? 'HEADER_ONLY' : 'NOTHING' })
  }
  if (Math.max(width, headers.length) > 1) return
  const detail =
    'The file has one column. Orders need at least a number, a date, a product, a quantity and a price: export all columns, or choose the delimiter.'
  throw salesProblems.FILE_ONE_COLUMN(detail, { header: headers[0] ?? '' })
}

function columnsOf({ headers, body, suggestions }: FileProfile) {
  const width = headers.length
  const columns = headers.map((_, index) => ({
    index,
    header: storable(nameOf(headers, index)),
    suggested: suggestions.find(({ column }) => column === index)?.field ?? null,
  }))
  const sample = body
    .slice(0, SAMPLE_ROWS)
    .map(({ fields }) => fields.slice(0, Math.max(width, 1)).map(storable))
  return { columns, headers, sample }
}

function openQuote({ failure }: FileProfile, decisions: DecidedDoubts): Doubt[] {
  if (!failure) return []
  return [
    decisions.settle({
      code: 'QUOTE_OPEN',
      message: failure.message,
      facts: { line: Number(failure.facts.line) },
      choices: [choiceOf('TEXT', 'Quotes are text and wrap nothing.')],
    }),
  ]
}

function rememberedOf({ remembered }: AskedOfFile): Assumption[] {
  if (!remembered) return []
  const message = 'Columns and choices are those of the last file of this shape.'
  return [assume('REMEMBERED', message, { at: remembered.at, what: namesOf(remembered) })]
}

/** What was said then, in the names of the contract. */
function namesOf({ reading = {}, timeZone, decisions }: Remembered): string {
  const said = Object.entries(reading).map(([name, value]) => `${name}=${JSON.stringify(value)}`)
  const zone = timeZone ? [`timeZone=${timeZone}`] : []
  return [...said, ...zone, ...decisions.map(({ doubt, choice }) => `${doubt}=${choice}`)].join(', ')
}

function trailingOf({ tail }: FileProfile, count: number): Assumption[] {
  if (count === 0) return []
  const rows = tail.slice(-count)
  const text = rows
    .map(({ cells }) => cells.filter(Boolean).join(' '))
    .join(' / ')
    .slice(0, 200)
  const message = `The last ${count === 1 ? 'row is' : `${count} rows are`} left out: ${text}`
  return [assume('TOTALS_LEFT_OUT', message, { rows: count, line: rows[0]?.line ?? 0, text: storable(text) })]
}

function zoneOf(mapping: Mapping): Assumption[] {
  const zone = columnOf(mapping, 'DATE')?.timeZone ?? mapping.timeZone
  const message = `Times without an offset are local to ${zone}.`
  return [assume('TIME_ZONE', message, { timeZone: zone }, 'DATE')]
}

function customersOf(mapping: Mapping): Assumption[] {
  if (columnOf(mapping, 'CUSTOMER_CODE') || !columnOf(mapping, 'CUSTOMER_NAME')) return []
  const message = 'Customers are distinguished by their name alone: the file has no code of theirs.'
  return [assume('CUSTOMER_BY_NAME', message, {}, 'CUSTOMER_NAME')]
}
