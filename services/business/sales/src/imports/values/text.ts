/** What was evened out of a cell, for the counts. */
export type Evening =
  | 'EXCEL_WRAPPING'
  | 'INVISIBLE_CHARACTERS'
  | 'FULL_WIDTH'
  | 'LETTER_CASE'
  | 'NO_CUSTOMER_WORD'
  | 'CARRIED_DOWN'
  | 'NUMBER_FROM_ABOVE'
  | 'ROUNDED'
  | 'STATE_KEPT'

/** How far a cell is evened out: names keep their letters' form, descriptions their joiners too. */
export type TextKind = 'CODE' | 'NAME' | 'PROSE'

export type ReportEvening = (evening: Evening) => void

/** Zero-width characters, marks of direction, soft hyphens, byte order marks. */
const INVISIBLE = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g
/** Joiners shape letters and emoji inside prose; at its ends they are litter as the others. */
const INVISIBLE_IN_PROSE = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g
const FULL_WIDTH = /[\uff01-\uff5e]/g
const WIDE_SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g
const PLAIN = /^[!-&(-<>-~][ -~]*$/
const FULL_WIDTH_SHIFT = 0xfee0

const ignore: ReportEvening = () => {}

/**
 * A cell's text without the wrappings spreadsheets put around it (`="1"`, a leading apostrophe, a trailing tab), without
 * what cannot be seen, and for codes and names with full-width forms as plain ones. Letters keep their case.
 */
export function cleanCell(raw: string, kind: TextKind, note: ReportEvening = ignore): string {
  if (PLAIN.test(raw) && !raw.endsWith(' ') && !raw.includes('  ')) return raw
  const visible = withoutInvisible(raw.replaceAll('\u0000', ''), kind, note)
  const unwrapped = unwrap(visible, kind, note)
  return kind === 'PROSE' ? unwrapped : plainForms(unwrapped, note)
}

function withoutInvisible(text: string, kind: TextKind, note: ReportEvening): string {
  const visible = text.replace(kind === 'PROSE' ? INVISIBLE_IN_PROSE : INVISIBLE, '')
  if (visible.length !== text.length) note('INVISIBLE_CHARACTERS')
  return visible
}

function unwrap(text: string, kind: TextKind, note: ReportEvening): string {
  const trimmed = text.trim()
  if (text.endsWith('\t')) note('EXCEL_WRAPPING')
  if (trimmed.length > 2 && trimmed.startsWith('="') && trimmed.endsWith('"')) {
    note('EXCEL_WRAPPING')
    return trimmed.slice(2, -1).replaceAll('""', '"').trim()
  }
  if (!hasTextMark(trimmed, kind)) return trimmed
  note('EXCEL_WRAPPING')
  return trimmed.slice(1).trim()
}

/** Excel's mark for text is an apostrophe in front. In names it may belong to the name: 't Hoen, 's-Hertogenbosch. */
function hasTextMark(text: string, kind: TextKind): boolean {
  if (!text.startsWith("'") || text.length < 2) return false
  if (text.endsWith("'") && text[1] !== "'") return false
  return kind === 'CODE' || !/^'\p{L}{1,2}[\s-]/u.test(text)
}

function plainForms(text: string, note: ReportEvening): string {
  const narrow = narrowed(text)
  if (narrow !== text.replace(WIDE_SPACES, ' ')) note('FULL_WIDTH')
  return narrow.normalize('NFC').replace(/\s+/g, ' ').trim()
}

/** Full-width forms and wide spaces as the plain ones they stand for. */
export function narrowed(text: string): string {
  return text
    .replace(WIDE_SPACES, ' ')
    .replace(FULL_WIDTH, form => String.fromCharCode(form.charCodeAt(0) - FULL_WIDTH_SHIFT))
}

export function visible(text: string): string {
  return text.replace(INVISIBLE, '')
}

/** Two texts with the same key name the same product, customer or order. Of a text that is clean. */
export function identityOf(text: string): string {
  return text.toLowerCase()
}

const NO_CUSTOMER = new Set(
  ['na', 'n/a', '#n/a', 'n.a.', 'null', 'nil', 'none', 'nan', '-', '--', '—', '–', '_', '.', '/', '?']
    .concat(['无', '無', '没有', '空', '暂无', '(blank)', '(empty)', '(null)', 'undefined', 'unknown'])
    .concat(['keine', 'aucun', 'ninguno', 'k.a.', 's/n']),
)

/** Words that stand where there is no customer. */
export function saysNoCustomer(text: string): boolean {
  return NO_CUSTOMER.has(identityOf(text))
}

const LOST = /^[+-]?\d(?:[.,]\d{1,16})?E\+\d{2,3}$/i
/** Excel keeps 15 digits of a number and writes noughts for the rest. */
const NOUGHTED = /^\d{15}0{3,10}$/

/** `3.80123E+18`: a spreadsheet took a code for a number, and its last digits are missing in the file. */
export function hasLostDigits(text: string): boolean {
  return text.length <= 40 && (LOST.test(text) || NOUGHTED.test(text))
}
