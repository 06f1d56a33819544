import { salesProblems } from '../../problems/sales-problems.ts'

export type Container = 'TEXT' | 'ZIP'

interface Signature {
  kind: string
  name: string
  advice: string
  fits(head: Uint8Array, text: string): boolean
}

const SAVE_AS = 'Open it in the program it comes from and save or export it as .xlsx or CSV.'
const SAVE_IN_EXCEL = 'Open it in Excel, choose Save As and take .xlsx or "CSV UTF-8".'

/** Files that are often taken for a CSV, and what to do with them. */
const SIGNATURES: Signature[] = [
  {
    kind: 'XLS',
    name: 'an Excel workbook of before 2007 (.xls)',
    advice: SAVE_IN_EXCEL,
    fits: head => startsWith(head, [0xd0, 0xcf, 0x11, 0xe0]) || startsWith(head, [0x09, 0x08]),
  },
  { kind: 'PDF', name: 'a PDF', advice: SAVE_AS, fits: (_, text) => text.startsWith('%pdf') },
  {
    kind: 'GZIP',
    name: 'packed with gzip',
    advice: 'Unpack it first.',
    fits: head => startsWith(head, [0x1f, 0x8b]),
  },
  {
    kind: 'RAR',
    name: 'a RAR archive',
    advice: 'Unpack it first.',
    fits: (_, text) => text.startsWith('rar!'),
  },
  {
    kind: 'IMAGE',
    name: 'a picture',
    advice: SAVE_AS,
    fits: head =>
      startsWith(head, [0x89, 0x50, 0x4e, 0x47]) ||
      startsWith(head, [0xff, 0xd8, 0xff]) ||
      startsWith(head, [0x47, 0x49, 0x46, 0x38]),
  },
  {
    kind: 'RTF',
    name: 'a text document (RTF)',
    advice: SAVE_AS,
    fits: (_, text) => text.startsWith('{\\rtf'),
  },
  {
    kind: 'HTML',
    name: 'a web page (an HTML table), whatever its name says',
    advice: SAVE_IN_EXCEL,
    fits: (_, text) =>
      /^\s{0,99}(?:<!--[^>]{0,500}-->\s{0,99})?<(?:!doctype html|html|head|body|table|meta|div|style)\b/.test(
        text,
      ),
  },
  {
    kind: 'XML',
    name: 'XML, such as a spreadsheet of Excel 2003',
    advice: SAVE_IN_EXCEL,
    fits: (_, text) => /^\s{0,99}<(?:\?xml|[a-z]+[:>\s])/.test(text),
  },
  { kind: 'JSON', name: 'JSON', advice: SAVE_AS, fits: (_, text) => /^\s{0,99}[[{]\s{0,99}["{[]/.test(text) },
]
const LOOKED_AT = 1024
const LOOKED_AT_TEXT = 64 * 1024
/** Tab, line ends, Ctrl-Z, and the unit separator some exports cut by. */
const HARMLESS_CONTROLS = new Set([
  '\t',
  '\n',
  '\v',
  '\f',
  '\r',
  '\u001a',
  '\u001b',
  '\u001f',
  '\u0001',
  '\0',
])

function isControl(character: string): boolean {
  return character < ' ' && !HARMLESS_CONTROLS.has(character)
}

/** Throws FILE_NOT_A_TABLE with `kind` for a file that is known to be something else. */
export function containerOf(head: Uint8Array): Container {
  if (startsWith(head, [0x50, 0x4b, 0x03, 0x04]) || startsWith(head, [0x50, 0x4b, 0x05, 0x06])) return 'ZIP'
  const text = startOfText(head)
  const other = SIGNATURES.find(signature => signature.fits(head, text))
  if (other) throw notATable(other.kind, `The file is ${other.name}. ${other.advice}`)
  return 'TEXT'
}

export function notATable(kind: string, detail: string) {
  return salesProblems.FILE_NOT_A_TABLE(detail, { kind })
}

/** ASCII is the same in all encodings but UTF-16, whose zero bytes are passed over. */
function startOfText(head: Uint8Array): string {
  const bytes = head.subarray(0, LOOKED_AT).filter(byte => byte !== 0)
  return Buffer.from(bytes)
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .toLowerCase()
}

function startsWith(head: Uint8Array, bytes: number[]): boolean {
  return bytes.every((byte, index) => head[index] === byte)
}

/** A text has no control characters but tabs, line ends and Ctrl-Z; a file full of them is something else. */
export function requireText(text: string) {
  const looked = [...text.slice(0, LOOKED_AT_TEXT)]
  const controls = looked.filter(isControl).length
  if (controls <= looked.length / 100) return
  throw notATable('BINARY', `The file is no text. ${SAVE_AS}`)
}
