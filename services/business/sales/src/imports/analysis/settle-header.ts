import type { Assumption, Doubt, ReadingInput } from '@portico/sales-contract'
import { isSeparatorLine } from '../file/file-record.ts'
import { assume, choiceOf, type DecidedDoubts } from './doubts.ts'
import { findHeader, type Header } from './header.ts'
import type { HeadRow } from './split.ts'

/** The line that names the columns: the one that is given, decided or found. */
export function headerOf(rows: HeadRow[], width: number, given: ReadingInput, decisions: DecidedDoubts) {
  const assumptions: Assumption[] = []
  const { line: header, doubts } = settleHeader(findHeader(rows, width), rows, given, decisions)
  const above = rows.filter(({ line, cells }) => line < header && !isSeparatorLine(cells))
  if (header === 0) {
    assumptions.push(assume('NO_HEADER', 'No row names the columns: the first row is data.'))
  } else if (above.length > 0) {
    const facts = {
      line: header,
      rows: above.length,
      text: (above[0]?.cells ?? []).join(' ').trim().slice(0, 100),
    }
    const message = `Line ${header} names the columns; ${above.length} rows above it are left out.`
    assumptions.push(assume('TITLE_ROWS', message, facts))
  }
  return { header, doubts, assumptions }
}

function settleHeader(
  { line, others }: Header,
  rows: HeadRow[],
  given: ReadingInput,
  decisions: DecidedDoubts,
): { line: number; doubts: Doubt[] } {
  if (typeof given.headerLine === 'number') return { line: given.headerLine, doubts: [] }
  if (others.length === 0) return { line, doubts: [] }
  const doubt = decisions.settle({
    code: 'HEADER_LINE_UNSURE',
    message: 'It is not certain which row names the columns.',
    choices: [...new Set([line, ...others])]
      .sort((one, other) => one - other)
      .map(choice => {
        const cells = rows.find(row => row.line === choice)?.cells.join(' | ') ?? ''
        return choiceOf(String(choice), choice === 0 ? 'No row does.' : `Line ${choice}.`, [
          { raw: cells, read: null },
        ])
      }),
    proposed: String(line),
  })
  return { line: doubt.chosen === null ? line : Number(doubt.chosen), doubts: [doubt] }
}
