import type { Assumption, Doubt, EncodingOption, Quotes, ReadingInput } from '@portico/sales-contract'
import type { Dialect } from '../file/dialect.ts'
import { SURE } from '../file/encoding.ts'
import { requireText } from '../file/file-kind.ts'
import type { FileSource } from '../file/file-record.ts'
import { readAllRecords } from '../file/records.ts'
import { withPlainLineEnds } from '../file/text-lines.ts'
import { listSheets } from '../file/workbook-records.ts'
import { assume, choiceOf, type DecidedDoubts } from './doubts.ts'
import { headerOf } from './settle-header.ts'
import { type HeadRow, type Split, splitHead } from './split.ts'

/** What is known of a file before its rows are read. */
export interface Layout {
  dialect: Dialect
  width: number
  sheets: string[]
  head: HeadRow[]
  doubts: Doubt[]
  assumptions: Assumption[]
  encodings: EncodingOption[]
}

interface Looked {
  source: FileSource
  kind: Dialect['kind']
  encodings: EncodingOption[]
  given: ReadingInput
  decisions: DecidedDoubts
}

const HEAD_BYTES = 256 * 1024
const HEAD_ROWS = 12
const ROWS_LOOKED_AT = 1000

/** How the file is cut into rows: what is given, what is decided, what its beginning shows; in this order. */
export async function lookAt(looked: Looked): Promise<Layout> {
  return looked.kind === 'WORKBOOK' ? lookAtWorkbook(looked) : lookAtText(looked)
}

async function lookAtWorkbook({ source, given, decisions }: Looked): Promise<Layout> {
  const sheets = await listSheets(source)
  const sheet = given.sheet ?? sheets[0] ?? null
  const base = { kind: 'WORKBOOK', sheet, encoding: 'utf-8', delimiter: ',', quotes: 'WRAP' } as const
  const rows: HeadRow[] = []
  for await (const { line, fields } of readAllRecords(source, { ...base, headerLine: 0, trailingRows: 0 })) {
    rows.push({ line, cells: fields })
    if (rows.length === ROWS_LOOKED_AT) break
  }
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length))
  const { header, doubts, assumptions } = headerOf(rows, width, given, decisions)
  if (sheets.length > 1) {
    const facts = { sheet: sheet ?? '', sheets: sheets.join(', ') }
    assumptions.push(assume('SHEET', `The sheet ${sheet} is read; there are ${sheets.length}.`, facts))
  }
  const dialect: Dialect = { ...base, headerLine: header, trailingRows: given.trailingRows ?? 0 }
  const head = rows.slice(0, HEAD_ROWS)
  return { dialect, width, sheets, head, doubts, assumptions, encodings: [] }
}

/** What the steps of one look add to. */
interface Settled {
  doubts: Doubt[]
  assumptions: Assumption[]
}

async function lookAtText({ source, encodings, given, decisions }: Looked): Promise<Layout> {
  const settled: Settled = { doubts: [], assumptions: [] }
  const { doubts, assumptions } = settled
  const encoding = given.encoding ?? settleEncoding(encodings, decisions, settled)
  const head = await headText(source, encoding)
  requireText(head)
  const split = settleSplit(head, given, decisions, settled)
  const found = headerOf(split.rows, split.width, given, decisions)
  const quotes = quotesOf(split, given, decisions)
  if (quotes === 'TEXT' && head.includes('"')) {
    assumptions.push(assume('QUOTES_ARE_TEXT', 'Quotes are read as text: they wrap no cells.'))
  }
  const dialect: Dialect = {
    kind: 'TEXT',
    sheet: null,
    encoding,
    delimiter: split.delimiter,
    quotes,
    headerLine: found.header,
    trailingRows: given.trailingRows ?? 0,
  }
  return {
    dialect,
    width: split.width,
    sheets: [],
    head: await firstRows(source, dialect),
    doubts: [...doubts, ...found.doubts],
    assumptions: [...assumptions, ...found.assumptions],
    encodings,
  }
}

function settleEncoding(
  encodings: EncodingOption[],
  decisions: DecidedDoubts,
  { doubts, assumptions }: Settled,
): string {
  const [best] = encodings
  const encoding = best?.encoding ?? 'utf-8'
  if (!best || best.confidence >= SURE) {
    if (best && best.encoding !== 'utf-8') assumptions.push(encodingAssumption(best))
    return encoding
  }
  const doubt = decisions.settle({
    code: 'ENCODING_UNSURE',
    message: 'The encoding of the file is not certain: choose the one in which its text is right.',
    choices: encodings.slice(0, 6).map(({ encoding: id, examples }) =>
      choiceOf(
        id,
        id,
        examples.map(raw => ({ raw, read: raw })),
      ),
    ),
    proposed: encoding,
  })
  doubts.push(doubt)
  return doubt.chosen ?? encoding
}

function encodingAssumption({ encoding, confidence }: EncodingOption): Assumption {
  const percent = Math.round(confidence * 100)
  return assume('ENCODING', `The text is read as ${encoding} (${percent} % sure).`, { encoding, percent })
}

/** Whole lines only: the last one of the beginning is cut somewhere. */
async function headText(source: FileSource, encoding: string): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  let isWhole = true
  for await (const chunk of source.chunks()) {
    if (bytes >= HEAD_BYTES) {
      isWhole = false
      break
    }
    parts.push(chunk)
    bytes += chunk.length
  }
  const text = withPlainLineEnds(new TextDecoder(encoding).decode(Buffer.concat(parts)))
  const lastBreak = text.lastIndexOf('\n')
  return isWhole || lastBreak < 0 ? text : text.slice(0, lastBreak + 1)
}

function settleSplit(
  head: string,
  given: ReadingInput,
  decisions: DecidedDoubts,
  { doubts, assumptions }: Settled,
): Split {
  const chosen = given.delimiter ?? decisions.choiceOf('DELIMITER_UNSURE')
  const options = { delimiter: chosen, quotes: given.quotes ?? null }
  const { best, others } = splitHead(head, options)
  if (best.isNamed) {
    const message = 'The file names its delimiter in its first line (sep=).'
    assumptions.push(assume('DELIMITER_NAMED', message, { delimiter: best.delimiter }))
  }
  if (given.delimiter) return best
  const splits = chosen ? splitHead(head, { quotes: options.quotes }) : { best, others }
  if (splits.others.length === 0) return best
  doubts.push(
    decisions.settle({
      code: 'DELIMITER_UNSURE',
      message: 'Several characters may separate the cells of a row.',
      choices: [splits.best, ...splits.others].map(({ delimiter, rows }) =>
        choiceOf(delimiter, JSON.stringify(delimiter), [
          { raw: (rows[0]?.cells ?? []).join(' | '), read: null },
        ]),
      ),
      proposed: splits.best.delimiter,
    }),
  )
  return best
}

function quotesOf({ quotes }: Split, given: ReadingInput, decisions: DecidedDoubts): Quotes {
  return given.quotes ?? (decisions.choiceOf('QUOTE_OPEN') === 'TEXT' ? 'TEXT' : quotes)
}

async function firstRows(source: FileSource, dialect: Dialect): Promise<HeadRow[]> {
  const rows: HeadRow[] = []
  try {
    for await (const { line, fields } of readAllRecords(source, dialect)) {
      rows.push({ line, cells: fields })
      if (rows.length === HEAD_ROWS) break
    }
  } catch {
    // A quote left open is reported by the reading of the whole file.
  }
  return rows
}
