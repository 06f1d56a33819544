import type { Quotes } from '@portico/sales-contract'
import { parse } from 'csv-parse/sync'
import type { Dialect } from '../file/dialect.ts'
import { isSeparatorLine } from '../file/file-record.ts'
import { hasText, lineBreaksIn, parserOptions } from '../file/text-records.ts'
import { isKnownHeader } from '../mapping/headers.ts'

export interface HeadRow {
  line: number
  cells: string[]
}

export interface Split {
  delimiter: string
  quotes: Quotes
  rows: HeadRow[]
  /** How many fields most rows have. */
  width: number
  score: number
  /** The file names its delimiter in a line of its own. */
  isNamed: boolean
}

const USUAL = [',', ';', '\t', '|'] as const
const UNUSUAL = ['^', '~', '\u0001', '\u001f', ':'] as const
const ROWS_LOOKED_AT = 1000
const ROWS_OF_HEADER = 30
/** From this share of the best split's score on, another one is as likely. */
const AS_LIKELY = 0.8

/** How the beginning of a text is cut into fields; `others` are as likely as the best one. */
export function splitHead(head: string, given: { delimiter?: string | null; quotes?: Quotes | null }) {
  const named = /^\ufeff?sep=(.)\n/i.exec(head.slice(0, 10))?.[1]
  const delimiter = given.delimiter ?? named
  if (delimiter)
    return { best: { ...splitBy(head, delimiter, given.quotes), isNamed: named === delimiter }, others: [] }
  const usual = USUAL.map(candidate => splitBy(head, candidate, given.quotes))
  const isUsual = usual.some(({ width }) => width >= 2)
  const splits = isUsual
    ? usual
    : [...usual, ...UNUSUAL.map(candidate => splitBy(head, candidate, given.quotes))]
  const [best = splitBy(head, ',', given.quotes), ...rest] = splits.sort(
    (one, other) => other.score - one.score,
  )
  return { best, others: rest.filter(({ score, width }) => width >= 3 && score >= best.score * AS_LIKELY) }
}

/** Most rows of one width, at least two, and names of columns that are known. */
function splitBy(head: string, delimiter: string, given: Quotes | null | undefined): Split {
  const quotes = given ?? (delimiter === '\t' ? quotesOfTabs(head) : 'WRAP')
  const rows = readRows(head, delimiter, quotes)
  const width = usualWidth(rows)
  const fitting = rows.filter(({ cells }) => cells.length === width).length
  const names = rows.slice(0, ROWS_OF_HEADER).map(({ cells }) => cells.filter(isKnownHeader).length)
  const score = width < 2 ? 0 : (fitting / rows.length) * Math.sqrt(width) * (1 + Math.max(0, ...names))
  return { delimiter, quotes, rows, width, score, isNamed: false }
}

function readRows(head: string, delimiter: string, quotes: Dialect['quotes']): HeadRow[] {
  const options = { ...parserOptions(delimiter, quotes), skip_records_with_error: true, to: ROWS_LOOKED_AT }
  const records: { record: string[]; info: { lines: number } }[] = parseLoose(head, options)
  return records
    .map(({ record, info }) => ({ line: info.lines - lineBreaksIn(record), cells: record }))
    .filter(({ cells, line }) => cells.some(hasText) && !(line === 1 && isSeparatorLine(cells)))
}

/** A quote left open swallows what follows; what stands before it is read all the same. */
function parseLoose(head: string, options: ReturnType<typeof parserOptions> & { to: number }) {
  const records: { record: string[]; info: { lines: number } }[] = []
  const on_record = (record: string[], info: { lines: number }) => {
    records.push({ record, info: { lines: info.lines } })
    return null
  }
  try {
    parse(head, { ...options, on_record })
  } catch {
    // Reported when the whole file is read.
  }
  return records
}

function usualWidth(rows: HeadRow[]): number {
  const counts = new Map<number, number>()
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  const [width = 0] = [...counts].sort(([one, a], [other, b]) => b - a || other - one)[0] ?? []
  return width
}

/**
 * In exports cut by tabs a quote is mostly text (`Monitor 24" black`). It wraps where every cell that begins with one
 * ends with one too, all quotes inside are doubled, and there are doubled ones or most cells are wrapped.
 */
function quotesOfTabs(head: string): Quotes {
  const cells = head.slice(0, 256 * 1024).split(/[\t\n]/)
  const quoted = cells.filter(cell => cell.includes('"'))
  const isWrapped = (cell: string) => cell.length > 1 && cell.startsWith('"') && cell.endsWith('"')
  if (quoted.length === 0 || !quoted.every(isWrapped)) return 'TEXT'
  const inner = quoted.map(cell => cell.slice(1, -1))
  if (inner.some(cell => cell.replaceAll('""', '').includes('"'))) return 'TEXT'
  const isMostly = quoted.length * 2 > cells.filter(hasText).length
  return isMostly || inner.some(cell => cell.includes('""')) ? 'WRAP' : 'TEXT'
}
