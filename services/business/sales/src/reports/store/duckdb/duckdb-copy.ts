import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import {
  BEGINNING,
  type CopyBatch,
  type CopyState,
  type FeedPosition,
  type ReportCopy,
  type ReportQuestion,
} from '../report-store.ts'
import { appendDocuments, appendIds, appendLines } from './append.ts'
import { askFigures, askSums } from './questions.ts'

/** A question that takes longer is ended: it is one of a tenant, and others wait. */
const MAX_QUESTION_MS = 20_000

/** The copy of a tenant in a file of its own. */
export class DuckDbCopy implements ReportCopy {
  readonly #connection: DuckDBConnection
  readonly #end: () => Promise<void>

  constructor(connection: DuckDBConnection, end: () => Promise<void>) {
    this.#connection = connection
    this.#end = end
  }

  async state(): Promise<CopyState | null> {
    const [row] = await this.#rows(
      `select source, begun_at::varchar, transaction::varchar, document_id, as_of,
         (select count(*) from document)::varchar, checked_at, differences::varchar
       from copy where source is not null`,
    )
    if (!row) return null
    const [source, begunAt, transaction, documentId, asOf, documents, checkedAt, differences] = row.map(
      value => (value === null ? null : String(value)),
    )
    return {
      source: source ?? '',
      begunAt: begunAt ?? '0',
      position: { transaction: transaction ?? '0', documentId: documentId ?? '' },
      asOf: asOf ?? null,
      documents: Number(documents),
      checkedAt: checkedAt ?? null,
      differences: Number(differences),
    }
  }

  async begin({ source, begunAt }: Pick<CopyState, 'source' | 'begunAt'>): Promise<void> {
    await this.#transaction(async () => {
      await this.#run('delete from document')
      await this.#run('delete from line')
      await this.#run(
        `update copy set source = $1, begun_at = $2::bigint, transaction = ${BEGINNING.transaction}, document_id = '',
           as_of = null, checked_at = null, differences = 0`,
        [source, begunAt],
      )
    })
  }

  async apply(from: FeedPosition, to: FeedPosition, { documents, lines }: CopyBatch): Promise<boolean> {
    return this.#transaction(async () => {
      const moved = await this.#rows(
        `update copy set transaction = $1::bigint, document_id = $2
         where source is not null and transaction = $3::bigint and document_id = $4 returning 1`,
        [to.transaction, to.documentId, from.transaction, from.documentId],
      )
      if (moved.length === 0) return false
      await this.#run('delete from arriving')
      await appendIds(
        this.#connection,
        documents.map(({ id }) => id),
      )
      await this.#run('delete from line where document_id in (select id from arriving)')
      await this.#run('delete from document where id in (select id from arriving)')
      await appendDocuments(this.#connection, documents)
      await appendLines(this.#connection, lines)
      return true
    })
  }

  async settle({ transaction, documentId }: FeedPosition, asOf: string): Promise<void> {
    await this.#run('update copy set as_of = $3 where transaction = $1::bigint and document_id = $2', [
      transaction,
      documentId,
      asOf,
    ])
  }

  report(question: ReportQuestion) {
    return this.#inTime(askFigures(sql => this.#rows(sql), question))
  }

  async sums(without: readonly string[]) {
    await this.#run('delete from arriving')
    await appendIds(this.#connection, without)
    return this.#inTime(askSums(sql => this.#rows(sql)))
  }

  async noteCheck(checkedAt: string, differences: number): Promise<void> {
    await this.#run('update copy set checked_at = $1, differences = $2::integer', [checkedAt, differences])
  }

  close(): Promise<void> {
    return this.#end()
  }

  async #transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.#run('begin')
    try {
      const result = await work()
      await this.#run('commit')
      return result
    } catch (error) {
      await this.#run('rollback').catch(() => undefined)
      throw error
    }
  }

  async #inTime<T>(question: Promise<T>): Promise<T> {
    const timer = setTimeout(() => this.#connection.interrupt(), MAX_QUESTION_MS)
    try {
      return await question
    } finally {
      clearTimeout(timer)
    }
  }

  async #rows(sql: string, values: DuckDBValue[] = []): Promise<DuckDBValue[][]> {
    const reader = await this.#connection.runAndReadAll(sql, values)
    return reader.getRows()
  }

  async #run(sql: string, values: DuckDBValue[] = []): Promise<void> {
    await this.#connection.run(sql, values)
  }
}
