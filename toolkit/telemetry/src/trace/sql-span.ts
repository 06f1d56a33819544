import { SpanKind } from '@opentelemetry/api'
import { RecordedSpan, type SpanStart, type TraceRecord } from '../record/trace-record.ts'
import { currentScope } from '../scope/request-scope.ts'
import { runEnded } from './spans.ts'
import { describeStatement } from './statement.ts'

class SqlSpan extends RecordedSpan {
  readonly #sql: string

  constructor(record: TraceRecord, parent: RecordedSpan, sql: string) {
    super(record, parent)
    this.#sql = sql
  }

  describe(): SpanStart {
    const { name, verb, table, fingerprint, text } = describeStatement(this.#sql)
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
  }
}

/** One statement as a span: its verb, its table, its fingerprint and its text without values. */
export function inSqlSpan<T>(sql: string, work: () => Promise<T>): Promise<T> {
  const parent = currentScope()?.trace.recording
  const span = parent?.record.open(new SqlSpan(parent.record, parent, sql))
  return span ? runEnded(span, work) : work()
}
