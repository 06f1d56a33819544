import { salesProblems } from '../../problems/sales-problems.ts'
import type { FileRecord, FileSource } from './file-record.ts'
import { openWorkbook, readPart, sheetNames, type Workbook } from './workbook.ts'
import { cellText, type RawCell } from './workbook-cells.ts'
import { damaged, MAX_SHEET_BYTES } from './workbook-problems.ts'
import { parseXml } from './xml.ts'

const MAX_COLUMNS = 500
const LETTERS = 26

/** The rows of a sheet, the first one that is seen where none is named; `line` is the row's number in the sheet. */
export async function* readWorkbookRecords(
  source: FileSource,
  sheet: string | null,
): AsyncGenerator<FileRecord> {
  const workbook = await openWorkbook(source)
  try {
    yield* readSheet(workbook, sheet)
  } finally {
    workbook.zip.close()
  }
}

/** The sheets of a workbook a person sees. */
export async function listSheets(source: FileSource): Promise<string[]> {
  const workbook = await openWorkbook(source)
  workbook.zip.close()
  return sheetNames(workbook)
}

async function* readSheet(workbook: Workbook, wanted: string | null): AsyncGenerator<FileRecord> {
  const name = wanted ?? sheetNames(workbook)[0]
  const path = workbook.sheets.find(sheet => sheet.name === name)?.path ?? ''
  const entry = workbook.entries.get(path)
  if (!entry) throw salesProblems.MAPPING_INVALID(`The workbook has no sheet ${name}.`, { sheet: name })
  const rows = new SheetRows(workbook)
  for await (const _ of parseXml(readPart(workbook.zip, entry, MAX_SHEET_BYTES), rows)) yield* rows.take()
}

/** Puts rows together out of the elements of a sheet. */
class SheetRows {
  readonly #workbook: Workbook
  #ready: FileRecord[] = []
  #line = 0
  #fields: string[] = []
  #numbers = new Set<number>()
  #cell: RawCell | null = null
  #column = -1
  #isValue = false

  constructor(workbook: Workbook) {
    this.#workbook = workbook
  }

  take(): FileRecord[] {
    const ready = this.#ready
    this.#ready = []
    return ready
  }

  open = ({ name, attributes }: { name: string; attributes: Record<string, string | undefined> }) => {
    if (name === 'row') this.#beginRow(Number(attributes.r ?? this.#line + 1))
    else if (name === 'c') this.#beginCell(attributes)
    else this.#isValue = name === 'v' || name === 't'
  }

  close = (name: string) => {
    if (name === 'v' || name === 't') this.#isValue = false
    else if (name === 'c') this.#endCell()
    else if (name === 'row') this.#endRow()
  }

  text = (text: string) => {
    if (this.#isValue && this.#cell) this.#cell.text += text
  }

  #beginRow(line: number) {
    if (!Number.isSafeInteger(line) || line <= this.#line) throw damaged()
    this.#line = line
    this.#fields = []
    this.#numbers = new Set()
    this.#column = -1
  }

  #beginCell({ r, t, s }: Record<string, string | undefined>) {
    this.#column = r ? columnOf(r) : this.#column + 1
    if (this.#column >= MAX_COLUMNS) {
      const detail = `Row ${this.#line} of the sheet has more than ${MAX_COLUMNS} columns.`
      throw salesProblems.FILE_UNREADABLE(detail, { line: this.#line, reason: 'TOO_MANY_COLUMNS' })
    }
    this.#cell = { type: t ?? 'n', style: Number(s ?? 0), text: '' }
  }

  #endCell() {
    if (!this.#cell) return
    const { text, isNumber } = cellText(this.#cell, this.#workbook)
    while (this.#fields.length < this.#column) this.#fields.push('')
    this.#fields[this.#column] = text
    if (isNumber) this.#numbers.add(this.#column)
    this.#cell = null
  }

  #endRow() {
    if (!this.#fields.some(field => field.trim() !== '')) return
    this.#ready.push({ line: this.#line, fields: this.#fields, numbers: this.#numbers })
  }
}

/** `C7` is the third column: 2. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference
    .slice(0, 4)
    .replace(/[^A-Z]/gi, '')
    .toUpperCase()) {
    column = column * LETTERS + letter.charCodeAt(0) - 64
  }
  return column - 1
}
