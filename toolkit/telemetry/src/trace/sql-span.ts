import { SpanKind } from '@opentelemetry/api'
import { failSpan, startSpan } from './spans.ts'
import { describeStatement } from './statement.ts'

/** One statement as a span: its verb, its table, its fingerprint and its text without values. */
export async function inSqlSpan<T>(sql: string, work: () => Promise<T>): Promise<T> {
  const span = startSpan(() => {
    const { name, verb, table, fingerprint, text } = describeStatement(sql)
    return {
      name,
      kind: SpanKind.CLIENT,
      attributes: {
        'db.system.name': 'postgresql',
        'db.operation.name': verb,
        'db.query.text': text,
        'portico.sql.fingerprint': fingerprint,
        ...(table !== '' && { 'db.collection.name': table }),
      },
    }
  })
  if (!span) return work()
  try {
    return await work()
  } catch (error) {
    failSpan(span, error)
    throw error
  } finally {
    span.end()
  }
}
