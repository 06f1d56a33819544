import { CliError } from '../../errors/cli-error.ts'
import type { ImportSettings, Job, MappedColumn, Mapping } from './job.ts'

/** What the command line says about a file, as it was typed. */
export interface ImportFlags {
  map?: string[]
  encoding?: string
  delimiter?: string
  quotes?: string
  headerRow?: string
  trailingRows?: string
  sheet?: string
  decimal?: string[]
  dateFormat?: string
  timeZone?: string
  discount?: string
  onConflict?: string[]
  onReused?: string[]
  onCurrency?: string
  onStatus?: string
  onZone?: string
  forget?: boolean
  yes?: string
}

const WORDS: Record<string, string> = { tab: '\t', comma: ',', semicolon: ';', pipe: '|' }
const NUMBERS = ['QUANTITY', 'UNIT_PRICE', 'LINE_TOTAL', 'DISCOUNT']

/** How the bytes become rows. What is not said is found in the file. */
export function readingOf(flags: ImportFlags): ImportSettings['reading'] {
  const said = {
    encoding: flags.encoding,
    delimiter: flags.delimiter && (WORDS[flags.delimiter] ?? flags.delimiter),
    quotes: flags.quotes?.toUpperCase(),
    headerLine: wholeNumber('--header-row', flags.headerRow),
    trailingRows: wholeNumber('--trailing-rows', flags.trailingRows),
    sheet: flags.sheet,
  }
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined),
  ) as ImportSettings['reading']
}

function wholeNumber(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d{1,4}$/.test(text)) return Number(text)
  if (text === 'none') return 0
  throw new CliError('WRONG_USAGE', `${flag} takes a whole number or none.`)
}

/** The columns the file was found to have, with what was said about them. */
export function mappingOf(job: Job, flags: ImportFlags): Mapping {
  const base = job.mapping ?? proposalOf(job)
  const said = (flags.map ?? []).map(text => mappedColumn(job, text))
  const fields = new Set(said.map(({ field }) => field))
  const columns = [
    ...base.columns.filter(({ field }) => !fields.has(field)),
    ...said.filter(({ column }) => column >= 0),
  ]
  return {
    ...base,
    ...(flags.timeZone && { timeZone: flags.timeZone }),
    columns: columns.map(column => withNotation(column, flags)),
  }
}

function proposalOf({ columns }: Job): Mapping {
  const found = columns.flatMap(({ index, suggested }) =>
    suggested ? [{ field: suggested, column: index }] : [],
  )
  return { columns: found, dateFormat: 'YMD', timeZone: 'UTC', decimalMark: '.' }
}

/** `QUANTITY=Qty`, by the name of the column, or `QUANTITY=#3` by its place; `DISCOUNT=` leaves the field out. */
function mappedColumn({ columns }: Job, text: string): MappedColumn {
  const at = text.indexOf('=')
  const field = text.slice(0, at).trim().toUpperCase()
  const name = text.slice(at + 1).trim()
  if (at < 1) throw new CliError('WRONG_USAGE', `--map takes FIELD=COLUMN, not ${text}.`)
  if (name === '') return { field, column: -1 }
  const byPlace = /^#(\d{1,4})$/.exec(name)?.[1]
  const named = columns.filter(({ header }) => header.toLowerCase() === name.toLowerCase())
  const column = byPlace ? Number(byPlace) - 1 : named[0]?.index
  if (column !== undefined && column < columns.length && (byPlace || named.length === 1))
    return { field, column }
  const why =
    named.length > 1
      ? 'several columns have this name; give its place, such as #3'
      : 'the file has no such column'
  throw new CliError('WRONG_USAGE', `--map ${text}: ${why}. Columns: ${headersOf(columns)}.`)
}

export function headersOf(columns: Job['columns']): string {
  return columns.map(({ index, header }) => `#${index + 1} ${header}`).join(', ')
}

function withNotation(column: MappedColumn, flags: ImportFlags): MappedColumn {
  if (column.field === 'DATE') {
    return { ...column, ...(flags.dateFormat && { dateFormat: flags.dateFormat.toUpperCase() }) }
  }
  if (!NUMBERS.includes(column.field)) return column
  const mark = markFor(column.field, flags.decimal ?? [])
  const unit = column.field === 'DISCOUNT' ? flags.discount?.toUpperCase() : undefined
  return { ...column, ...(mark && { decimalMark: mark }), ...(unit && { discountUnit: unit }) }
}

/** `,` for all numbers of the file, `UNIT_PRICE=,` for one column. */
function markFor(field: string, said: string[]): string | undefined {
  const own = said.find(text => text.toUpperCase().startsWith(`${field}=`))
  const mark = own ? own.slice(own.indexOf('=') + 1) : said.find(text => !/^\w+=/.test(text))
  if (mark === undefined || mark === '.' || mark === ',') return mark
  throw new CliError('WRONG_USAGE', `--decimal takes "." or ",", not ${mark}.`)
}

/** What was said about doubts by flags of their own. */
export function decisionsOf(mapping: Mapping, flags: ImportFlags): ImportSettings['decisions'] {
  const mapped = (flags.map ?? []).flatMap(text => {
    const field = text.slice(0, text.indexOf('=')).trim().toUpperCase()
    const column = mapping.columns.find(candidate => candidate.field === field)?.column
    const choice = column === undefined ? 'NONE' : String(column)
    return ['COLUMN_GUESSED', 'COLUMN_DOUBLED'].map(code => ({ doubt: `${code}:${field}`, choice }))
  })
  const said: [string, string | undefined][] = [
    ['CURRENCY_OTHER', flags.onCurrency],
    ['STATUS_NOT_SALE:STATUS', flags.onStatus],
    ['TIME_ZONE_UNKNOWN:TIME_ZONE', flags.onZone],
    ['QUOTE_OPEN', flags.quotes],
  ]
  const chosen = said.flatMap(([doubt, choice]) =>
    choice === undefined ? [] : [{ doubt, choice: choiceOf(choice) }],
  )
  const taken = [
    ...numberDecisions('NUMBER_CONFLICT', flags.onConflict),
    ...numberDecisions('NUMBER_REUSED', flags.onReused ?? flags.onConflict),
  ]
  return [...mapped, ...chosen, ...taken]
}

/** `skip` for all numbers, `R1=replace` for one. */
function numberDecisions(code: string, said: string[] = []): ImportSettings['decisions'] {
  return said.map(text => {
    const at = text.lastIndexOf('=')
    const doubt = at < 0 ? code : `${code}:${text.slice(0, at)}`
    return { doubt, choice: choiceOf(text.slice(at + 1)) }
  })
}

function choiceOf(text: string): string {
  return text.trim().toUpperCase().replaceAll('-', '_')
}

/** The proposals of the doubts that `--yes` names, and of no others. Throws DOUBT_NEEDS_CHOICE where there is none. */
export function accepted({ doubts }: Job, { yes = '' }: ImportFlags): ImportSettings['decisions'] {
  const named = new Set(
    yes
      .split(',')
      .map(name => name.trim().toUpperCase())
      .filter(Boolean),
  )
  const meant = doubts.filter(({ id, code, chosen }) => chosen === null && (named.has(code) || named.has(id)))
  return meant.map(({ id, proposed, message }) => {
    if (proposed !== null) return { doubt: id, choice: proposed }
    throw new CliError('DOUBT_NEEDS_CHOICE', `${id} cannot be accepted as it is: ${message}`)
  })
}
