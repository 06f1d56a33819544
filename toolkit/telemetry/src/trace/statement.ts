import { createHash } from 'node:crypto'

export interface Statement {
  /** Its verb and its first table, such as `SELECT sales_order`. */
  name: string
  verb: string
  table: string
  /** Of its text: equal for every run of the same statement, in every process. */
  fingerprint: string
  /** On one line, with `?` in place of each literal; never a value. */
  text: string
}

/** Longer statements name their table at the beginning too. */
const MAX_CHARACTERS = 2_000
/** Statements are written in the code and few; what a library puts together without end is read anew each time. */
const MAX_KNOWN = 2_000

const known = new Map<string, Statement>()

/** What a span says of a statement. */
export function describeStatement(sql: string): Statement {
  const found = known.get(sql)
  if (found) return found
  const statement = describe(sql)
  if (known.size < MAX_KNOWN) known.set(sql, statement)
  return statement
}

function describe(sql: string): Statement {
  const text = withoutLiterals(sql.slice(0, MAX_CHARACTERS))
  const verb = /[a-z]+/i.exec(text)?.[0].toUpperCase() ?? 'SQL'
  const table = /\b(?:from|into|update)\s+([a-z_][\w.]*)/i.exec(text)?.[1] ?? ''
  const name = table === '' ? verb : `${verb} ${table}`
  const fingerprint = createHash('sha256').update(text).digest('hex').slice(0, 12)
  return { name, verb, table, fingerprint, text }
}

/** With `?` in place of each literal, on one line. A statement that was cut off may end within a literal. */
export function withoutLiterals(sql: string): string {
  return sql
    .replaceAll(/--[^\n]*/g, ' ')
    .replaceAll(/'(?:[^']|'')*(?:'|$)/g, '?')
    .replaceAll(/(?<![\w$.])\d+(?:\.\d+)?\b/g, '?')
    .replaceAll(/\s+/g, ' ')
    .trim()
}
