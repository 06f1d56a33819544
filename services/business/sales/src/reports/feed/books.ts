import pg from 'pg'

/** What is asked of the books: statements in one transaction of a tenant. */
export interface BookReads {
  list<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row[]>
  get<Row extends object>(sql: string, values?: readonly unknown[]): Promise<Row>
}

/** The service's own tables, one tenant at a time. */
export interface SalesBooks {
  read<T>(tenantId: string, work: (tx: BookReads) => Promise<T>): Promise<T>
}

/** As many as tenants are worked for at once. */
const MAX_CONNECTIONS = 2
const IDLE_MS = 10_000
const CONNECT_MS = 5000
/** A comparison with the books reads all that a tenant has. */
const STATEMENT_MS = 60_000

/** Connections of the process that makes reports, which can only read. Row-level security binds them as it does the service. */
export class BookConnections implements SalesBooks {
  readonly #pool: pg.Pool

  /** `url`: straight to PostgreSQL, as the service's own role. */
  constructor(url: string) {
    this.#pool = new pg.Pool({
      connectionString: url,
      max: MAX_CONNECTIONS,
      idleTimeoutMillis: IDLE_MS,
      connectionTimeoutMillis: CONNECT_MS,
      query_timeout: STATEMENT_MS + CONNECT_MS,
      application_name: 'portico-sales-reports',
      options: `-c search_path=sales -c timezone=UTC -c statement_timeout=${STATEMENT_MS} -c default_transaction_read_only=on`,
    })
    // An idle connection that ends is replaced by the next question.
    this.#pool.on('error', () => undefined)
  }

  async read<T>(tenantId: string, work: (tx: BookReads) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect()
    let failure: Error | undefined
    try {
      await client.query('begin')
      await client.query(`select set_config('portico.tenant', $1, true)`, [tenantId])
      const result = await work(readsOf(client))
      await client.query('commit')
      return result
    } catch (error) {
      // Whatever state it is in, the next tenant gets another connection.
      failure = error instanceof Error ? error : new Error(String(error))
      throw failure
    } finally {
      client.release(failure)
    }
  }

  async close() {
    await this.#pool.end()
  }
}

function readsOf(client: pg.PoolClient): BookReads {
  const list = async <Row extends object>(sql: string, values: readonly unknown[] = []) =>
    (await client.query<Row>(sql, [...values])).rows
  return {
    list,
    get: async <Row extends object>(sql: string, values?: readonly unknown[]) => {
      const [row] = await list<Row>(sql, values)
      if (!row) throw new Error('A row is missing')
      return row
    },
  }
}
