import type { ImportField, Mapping } from '@portico/sales-contract'
import type { FileRecord } from '../file/file-record.ts'
import { FIELD_CELLS } from '../mapping/field-cells.ts'
import { cleanCell } from '../values/text.ts'
import type { RowTally } from './tally.ts'

/** The cells of one row by the fields they fill, clean, and what was evened out in them counted. */
export class Cells {
  readonly #columns: Map<ImportField, number>
  readonly #tally: RowTally

  constructor(mapping: Mapping, tally: RowTally) {
    this.#columns = new Map(mapping.columns.map(({ field, column }) => [field, column]))
    this.#tally = tally
  }

  read({ fields }: FileRecord, field: ImportField): string {
    const raw = this.raw(fields, field)
    if (raw === '') return ''
    const notes: Parameters<RowTally['add']>[0][] = []
    const cell = FIELD_CELLS[field]
    const text = cleanCell(raw, cell.text, note => notes.push(note))
    if (cell.isCounted) for (const note of new Set(notes)) this.#tally.add(note, field, raw, text)
    return text
  }

  raw(fields: string[], field: ImportField): string {
    const column = this.#columns.get(field)
    return column === undefined ? '' : (fields[column] ?? '')
  }

  isNumber({ numbers }: FileRecord, field: ImportField): boolean {
    return numbers?.has(this.#columns.get(field) ?? -1) ?? false
  }

  /** The fields whose cell holds a character that the file's encoding could not give. */
  findBroken(fields: string[]): ImportField | null {
    for (const [field, column] of this.#columns) if (fields[column]?.includes('\ufffd')) return field
    return null
  }
}
