import pg from 'pg'
import { MoveFault } from '../faults/move-fault.ts'

const CONNECT_TIMEOUT_MS = 10_000
/** Of one statement: the sum over the largest table of a tenant is one. */
const STATEMENT_TIMEOUT_MS = 300_000
const QUERY_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 10_000
/** One database waits while the other is at work. */
export const IDLE_TIMEOUT_MS = 900_000

/** Rows go as text, and are compared as text: in the same form from both sides. */
const SESSION = [
  'search_path=pg_catalog',
  'timezone=UTC',
  'datestyle=ISO,YMD',
  'intervalstyle=postgres',
  'extra_float_digits=1',
  'bytea_output=hex',
  `statement_timeout=${STATEMENT_TIMEOUT_MS}`,
  `idle_session_timeout=${IDLE_TIMEOUT_MS}`,
  `idle_in_transaction_session_timeout=${IDLE_TIMEOUT_MS}`,
]

/** The database of one cell, as its administrator sees it: rows of all tenants, by one connection. */
export class CellDatabase {
  readonly cell: string
  readonly #client: pg.Client

  private constructor(cell: string, client: pg.Client) {
    this.cell = cell
    this.#client = client
  }

  /** Throws CELL_UNREACHABLE. */
  static async open(cell: string, url: string): Promise<CellDatabase> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'portico-mover',
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: QUERY_TIMEOUT_MS,
      options: SESSION.map(setting => `-c ${setting.replaceAll(' ', '\\ ')}`).join(' '),
      types: { getTypeParser: () => (value: unknown) => value },
    })
    client.on('error', () => {})
    try {
      await client.connect()
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new MoveFault(
        'CELL_UNREACHABLE',
        `The database of the cell ${cell} cannot be reached (${reason}). Check PORTICO_CELLS.`,
        { cause },
      )
    }
    return new CellDatabase(cell, client)
  }

  /** All values come as the text that PostgreSQL writes. */
  async list<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#client.query<Row & pg.QueryResultRow>(sql, [...values])).rows
  }

  async find<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row | null> {
    return (await this.list<Row>(sql, values))[0] ?? null
  }

  /** Number of rows written. */
  async run(sql: string, values: readonly unknown[] = []): Promise<number> {
    return (await this.#client.query(sql, [...values])).rowCount ?? 0
  }

  /** `settings`: after the begin, such as `set local ...`. */
  async transaction<T>(work: () => Promise<T>, settings = ''): Promise<T> {
    await this.#client.query(`begin;${settings}`)
    try {
      const result = await work()
      await this.#client.query('commit')
      return result
    } catch (error) {
      await this.#client.query('rollback').catch(() => {})
      throw error
    }
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => {})
  }
}

/** What PostgreSQL says, by its code; empty: something else. */
export function sqlState(error: unknown): string {
  return error instanceof pg.DatabaseError ? (error.code ?? '') : ''
}
