import type { Assumption, Doubt, MappedColumn, Mapping } from '@portico/sales-contract'
import type { FileRecord } from '../file/file-record.ts'
import type { Remembered } from '../mapping/asked.ts'
import { assume, choiceOf, type DecidedDoubts } from './doubts.ts'
import { storable } from './reading.ts'
import type { Suggestion } from './suggest.ts'

const NONE = 'NONE'
const EXAMPLES = 3
const CHOICES = 60

/** The columns that fill fields: those given, else those of the last such file, else those found. */
export function proposeColumns(
  suggestions: Suggestion[],
  given: Mapping | null,
  remembered: Remembered | null,
  decisions: DecidedDoubts,
): MappedColumn[] {
  if (given) return given.columns
  if (remembered && remembered.columns.length > 0) return remembered.columns
  return suggestions.flatMap(({ field, column, basis, doubles }) => {
    const code = basis === 'NAME' ? 'COLUMN_DOUBLED' : 'COLUMN_GUESSED'
    const choice = basis === 'NAME' && doubles.length === 0 ? null : decisions.choiceOf(code, field)
    if (choice === NONE) return []
    return [{ field, column: choice === null ? column : Number(choice) }]
  })
}

/** What a person has to confirm: columns found by their values or a part of their name, and names that stand twice. */
export function columnDoubts(
  suggestions: Suggestion[],
  columns: MappedColumn[],
  { headers, body }: { headers: string[]; body: FileRecord[] },
  decisions: DecidedDoubts,
): Doubt[] {
  return suggestions.flatMap(suggestion => {
    const { field, column, basis, doubles } = suggestion
    const mapped = columns.find(candidate => candidate.field === field)
    const chosen = decisions.choiceOf(basis === 'NAME' ? 'COLUMN_DOUBLED' : 'COLUMN_GUESSED', field)
    const isOther = mapped?.column !== column && String(mapped?.column ?? NONE) !== chosen
    if (isOther) return []
    if (basis !== 'NAME') return [guessed(suggestion, headers, body, decisions)]
    return differs(column, doubles, body) ? [doubled(suggestion, headers, body, decisions)] : []
  })
}

function guessed(
  { field, column, basis }: Suggestion,
  headers: string[],
  body: FileRecord[],
  decisions: DecidedDoubts,
) {
  const how = basis === 'VALUES' ? 'its values alone' : 'a part of its name'
  const name = nameOf(headers, column)
  return decisions.settle({
    code: 'COLUMN_GUESSED',
    field,
    column,
    message: `Column "${name}" was taken for ${field} by ${how}.`,
    facts: { header: name, basis },
    choices: [
      ...headers
        .slice(0, CHOICES)
        .map((_, at) => choiceOf(String(at), nameOf(headers, at), examplesOf(body, at))),
      choiceOf(NONE, 'No column.'),
    ],
    proposed: String(column),
  })
}

function doubled(
  { field, column, doubles }: Suggestion,
  headers: string[],
  body: FileRecord[],
  decisions: DecidedDoubts,
) {
  const name = nameOf(headers, column)
  return decisions.settle({
    code: 'COLUMN_DOUBLED',
    field,
    column,
    message: `Several columns are called "${name}", and they hold different values.`,
    facts: { header: name },
    choices: [column, ...doubles].map(at =>
      choiceOf(String(at), `Column ${at + 1}: ${name}`, examplesOf(body, at)),
    ),
  })
}

function differs(column: number, doubles: number[], body: FileRecord[]): boolean {
  return doubles.some(double => body.some(({ fields }) => (fields[column] ?? '') !== (fields[double] ?? '')))
}

function examplesOf(body: FileRecord[], column: number) {
  const values = new Set(body.map(({ fields }) => storable(fields[column] ?? '').trim()).filter(Boolean))
  return [...values].slice(0, EXAMPLES).map(raw => ({ raw, read: null }))
}

export function nameOf(headers: string[], column: number): string {
  return headers[column] || `Column ${column + 1}`
}

/** Columns with values that no field takes: they are left behind, and said so. */
export function leftBehind(columns: MappedColumn[], headers: string[], body: FileRecord[]): Assumption[] {
  const taken = new Set(columns.map(({ column }) => column))
  const left = headers.flatMap((_, at) => {
    const isFilled = body.some(({ fields }) => (fields[at] ?? '').trim() !== '')
    return !taken.has(at) && isFilled ? [nameOf(headers, at)] : []
  })
  if (left.length === 0) return []
  const message = `Not read, because no field takes them: ${left.join(', ').slice(0, 1000)}.`
  return [
    assume('COLUMNS_NOT_READ', message, { columns: left.join(', ').slice(0, 1000), count: left.length }),
  ]
}
