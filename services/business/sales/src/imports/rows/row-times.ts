import type { DateFormat, Mapping } from '@portico/sales-contract'
import type { FileRecord } from '../file/file-record.ts'
import { columnOf } from '../mapping/mapping.ts'
import { parseDate } from '../values/dates.ts'
import { findZone, instantOf, type ZoneOrOffset } from '../values/time-zones.ts'
import type { Cells } from './cells.ts'
import { MAX_CELL } from './limits.ts'

interface RowTime {
  /** A local time, or an instant ending in Z. */
  at: string | null
  day: string | null
  unknownZone: string | null
}

const MAX_ZONES = 1000

/** When the rows of a file were, by their date, time of day and time zone. */
export class RowTimes {
  readonly #cells: Cells
  readonly #format: DateFormat
  readonly #zones = new Map<string, ZoneOrOffset | null>()
  #last: { text: string; clock: string; local: string | null } = { text: '', clock: '', local: null }

  constructor(mapping: Mapping, cells: Cells) {
    this.#cells = cells
    this.#format = columnOf(mapping, 'DATE')?.dateFormat ?? mapping.dateFormat
  }

  read(record: FileRecord): RowTime {
    const local = this.#local(record)
    const day = local?.slice(0, 10) ?? null
    const name = local === null || local.endsWith('Z') ? '' : this.#cells.read(record, 'TIME_ZONE')
    if (local === null || name === '') return { at: local, day, unknownZone: null }
    const zone = this.#zone(name)
    return zone === null
      ? { at: local, day, unknownZone: name }
      : { at: instantOf(local, zone), day, unknownZone: null }
  }

  /** The rows of a document, and often of a day, say the same. */
  #local(record: FileRecord): string | null {
    const text = this.#cells.raw(record.fields, 'DATE') && this.#cells.read(record, 'DATE')
    const clock = this.#cells.raw(record.fields, 'TIME')
    if (this.#last.text !== text || this.#last.clock !== clock) {
      const local = text.length > MAX_CELL ? null : parseDate(text, this.#format, clock.slice(0, MAX_CELL))
      this.#last = { text, clock, local }
    }
    return this.#last.local
  }

  #zone(name: string): ZoneOrOffset | null {
    const known = this.#zones.get(name)
    if (known !== undefined) return known
    const zone = findZone(name)
    if (this.#zones.size < MAX_ZONES) this.#zones.set(name, zone)
    return zone
  }
}
