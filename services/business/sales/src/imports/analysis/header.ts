import { isKnownHeader } from '../mapping/headers.ts'
import { readDay } from '../values/dates.ts'
import { readAmount } from '../values/numbers.ts'
import { cleanCell } from '../values/text.ts'
import type { HeadRow } from './split.ts'

export interface Header {
  /** 0: no row names the columns. */
  line: number
  /** Other lines it may be; none when it is sure. */
  others: number[]
}

const ROWS_LOOKED_AT = 30
const CHOICES = 6
const ENOUGH_NAMES = 2

/**
 * The row that names the columns: the one with most names that are known. Without any, the first row as wide as the table
 * when it holds neither numbers nor dates; where rows stand above it, a person is asked.
 */
export function findHeader(rows: HeadRow[], width: number): Header {
  const looked = rows.slice(0, ROWS_LOOKED_AT)
  const known = looked.map(({ cells }) => cells.filter(cell => isKnownHeader(cleanCell(cell, 'NAME'))).length)
  const most = Math.max(0, ...known)
  const best = looked[known.indexOf(most)]
  if (best && most >= ENOUGH_NAMES) return { line: best.line, others: [] }
  return guessHeader(looked, width, most)
}

function guessHeader(rows: HeadRow[], width: number, known: number): Header {
  const wide = rows.filter(
    ({ cells }) => cells.filter(cell => cell.trim() !== '').length >= Math.max(2, width - 1),
  )
  const first = wide[0]
  if (!first) return { line: 0, others: [] }
  const others = rows.slice(0, CHOICES).map(({ line }) => line)
  if (!isWords(first.cells)) return { line: 0, others: first.line === rows[0]?.line ? [] : others }
  const isSure =
    known > 0 || (first.line === rows[0]?.line && wide.slice(1).some(({ cells }) => !isWords(cells)))
  return { line: first.line, others: isSure ? [] : [...new Set([...others, 0])] }
}

/** Names are text: a row with a date or a number in it is data. */
function isWords(cells: string[]): boolean {
  return cells.every(cell => readAmount(cell) === null && readDay(cell) === null)
}

const TOTAL =
  /^(?:合计|总计|小计|合計|總計|小計|共计|本页合计|grand total|totals?|sub-?total|sum|summe|gesamt|gesamtsumme|somme|suma|totale?s?|итого)\s?[:：]?$/i

/** How many rows at the end are a line of totals, or notes below it that fill one cell. */
export function countTrailing(tail: HeadRow[], width: number): number {
  let count = 0
  for (const { cells } of tail.toReversed()) {
    if (!isTrailing(cells.map(cell => cleanCell(cell, 'NAME')).filter(Boolean), width)) break
    count++
  }
  return count
}

function isTrailing(filled: string[], width: number): boolean {
  const [first = ''] = filled
  if (first.length <= 40 && TOTAL.test(first)) return true
  return width >= 4 && filled.length === 1 && readAmount(first) === null
}
