import { elements } from './xml.ts'

/** How cells of a style show their number. */
export interface Styles {
  /** By the index cells name: a date, a code of so many digits, or a plain number. */
  formats: CellFormat[]
  is1904: boolean
}

type CellFormat = { kind: 'NUMBER' } | { kind: 'DATE' } | { kind: 'CODE'; digits: number }

/** Formats without a code of their own that show days or times. */
const BUILT_IN_DATES = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const

/** What Excel itself allows. */
const MAX_CODE = 255

export async function cellsStyles(chunks: AsyncIterable<Uint8Array> | null): Promise<Styles> {
  const codes = new Map<number, string>()
  const formats: CellFormat[] = []
  if (!chunks) return { formats, is1904: false }
  let isCells = false
  for await (const { name, attributes } of elements(chunks, ['numFmt', 'cellXfs', 'cellStyles', 'xf'])) {
    if (name === 'cellXfs') isCells = true
    else if (name === 'cellStyles') isCells = false
    else if (name === 'numFmt') codes.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
    else if (isCells) formats.push(formatOf(Number(attributes.numFmtId ?? 0), codes))
  }
  return { formats, is1904: false }
}

function formatOf(id: number, codes: Map<number, string>): CellFormat {
  if (BUILT_IN_DATES.some(([first, last]) => id >= first && id <= last)) return { kind: 'DATE' }
  const code = (codes.get(id) ?? '').slice(0, MAX_CODE)
  if (/^0{2,20}$/.test(code)) return { kind: 'CODE', digits: code.length }
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')
  return /[ymdhs年月日]/i.test(bare) && !/[#0?]\.?\s*$/.test(bare) ? { kind: 'DATE' } : { kind: 'NUMBER' }
}
