import type { ImportField } from '@portico/sales-contract'
import type { Problem } from '@portico/service-kit'
import type { Dialect } from '../file/dialect.ts'
import type { FileRecord, FileSource } from '../file/file-record.ts'
import { readAllRecords, readRecords } from '../file/records.ts'
import { FIELD_CELLS } from '../mapping/field-cells.ts'
import { cleanCell } from '../values/text.ts'
import { DateProfile, NumberProfile } from './column-profile.ts'
import { countTrailing } from './header.ts'
import type { Profiles } from './settle-columns.ts'
import type { HeadRow } from './split.ts'
import { type Suggestion, suggestColumns } from './suggest.ts'

/** What reading a whole file once says about it. */
export interface FileProfile {
  headers: string[]
  suggestions: Suggestion[]
  /** The first rows below the header. */
  body: FileRecord[]
  tail: HeadRow[]
  trailingRows: number
  profiles: Profiles
  /** What kept it from being read to its end. */
  failure: Problem | null
}

const BODY_ROWS = 1000
const TAIL_ROWS = 6

export function isNumberField(field: ImportField): boolean {
  return FIELD_CELLS[field].isNumber
}

type Wanted = (suggestions: Suggestion[]) => { field: ImportField; column: number }[]

/** `wanted` names the columns to look into, once those of the file are known. */
export async function profileFile(
  source: FileSource,
  dialect: Dialect,
  width: number,
  wanted: Wanted,
): Promise<FileProfile> {
  const profiler = new Profiler(wanted)
  const tail: HeadRow[] = []
  const failure = await tolerated(async () => {
    profiler.headers = await headersOf(source, dialect, width)
    for await (const record of readRecords(source, { ...dialect, trailingRows: 0 })) {
      profiler.add(record)
      tail.push({ line: record.line, cells: record.fields })
      if (tail.length > TAIL_ROWS) tail.shift()
    }
  })
  return { ...profiler.finish(), tail, trailingRows: countTrailing(tail, width), failure }
}

/** A quote left open is a question to the person, whatever could be read before it. */
async function tolerated(read: () => Promise<void>): Promise<Problem | null> {
  try {
    await read()
    return null
  } catch (error) {
    if (isOpenQuote(error)) return error
    throw error
  }
}

function isOpenQuote(error: unknown): error is Problem {
  const facts = (error as Partial<Problem>).facts
  return facts?.reason === 'QUOTE_OPEN'
}

async function headersOf(source: FileSource, dialect: Dialect, width: number): Promise<string[]> {
  const columns = (count: number) => Array.from({ length: count }, () => '')
  if (dialect.headerLine === 0) return columns(width)
  for await (const { line, fields } of readAllRecords(source, dialect)) {
    if (line >= dialect.headerLine) return fields.map(field => cleanCell(field, 'NAME'))
  }
  return columns(width)
}

class Profiler {
  headers: string[] = []
  readonly #wanted: Wanted
  readonly #body: FileRecord[] = []
  #suggestions: Suggestion[] = []
  #profiles: Map<number, NumberProfile | DateProfile> | null = null

  constructor(wanted: Wanted) {
    this.#wanted = wanted
  }

  add(record: FileRecord) {
    if (this.#profiles) return this.#profile(record)
    this.#body.push(record)
    if (this.#body.length === BODY_ROWS) this.#begin()
  }

  finish() {
    if (!this.#profiles) this.#begin()
    const profiles: Profiles = this.#profiles ?? new Map()
    return { headers: this.headers, suggestions: this.#suggestions, body: this.#body, profiles }
  }

  #begin() {
    this.#suggestions = suggestColumns(
      this.headers,
      this.#body.map(({ fields }) => fields),
    )
    this.#profiles = new Map()
    for (const { field, column } of this.#wanted(this.#suggestions)) {
      if (isNumberField(field)) this.#profiles.set(column, new NumberProfile())
      else if (field === 'DATE') this.#profiles.set(column, new DateProfile())
    }
    for (const record of this.#body) this.#profile(record)
  }

  #profile({ fields, numbers, isSwallowed }: FileRecord) {
    if (isSwallowed) return
    for (const [column, profile] of this.#profiles ?? []) {
      const cell = fields[column] ?? ''
      if (profile instanceof DateProfile) profile.add(cell)
      else profile.add(cell, numbers?.has(column) ?? false)
    }
  }
}
