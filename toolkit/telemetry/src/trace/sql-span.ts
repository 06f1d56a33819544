import { SpanKind } from '@opentelemetry/api'
import { inSpan } from './spans.ts'

/** Longer statements name their table at the beginning too. */
const MAX_CHARACTERS = 2_000

/** One statement as a span: its verb and its first table, and neither its text nor its values. */
export function inSqlSpan<T>(sql: string, work: () => Promise<T>): Promise<T> {
  return inSpan(() => {
    const { verb, table } = summaryOf(sql)
    const name = table === '' ? verb : `${verb} ${table}`
    return {
      name,
      kind: SpanKind.CLIENT,
      attributes: {
        'db.system.name': 'postgresql',
        'db.operation.name': verb,
        ...(table !== '' && { 'db.collection.name': table }),
      },
    }
  }, work)
}

function summaryOf(sql: string): { verb: string; table: string } {
  const text = sql.slice(0, MAX_CHARACTERS)
  const verb = /[a-z]+/i.exec(text)?.[0].toUpperCase() ?? 'SQL'
  const table = /\b(?:from|into|update)\s+([a-z_][\w.]*)/i.exec(text)?.[1] ?? ''
  return { verb, table }
}
