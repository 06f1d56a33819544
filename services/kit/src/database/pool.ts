import pg from 'pg'

export const MAX_CONNECTIONS = 5
export const POOL_TIMEOUT_MS = 5000
export const STATEMENT_TIMEOUT_MS = 15_000
const IDLE_TIMEOUT_MS = 30_000
/** Longer than the server's own limit: for a server that hangs. */
const QUERY_TIMEOUT_MS = 20_000
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000

/** At the end of the name of connections that ask whether a tenant is here. The mover looks for those that do not. */
const FENCED = '@cell'

/** Sent when a connection is made. */
export function startedWith(session: string): pg.PoolConfig {
  return {
    options: session,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
  }
}

/** The same for a pooler, which takes none of it at the start and gives the next transaction another connection. */
export function settingsOfTransaction(name: string): string {
  const settings = {
    search_path: pg.escapeIdentifier(name),
    timezone: `'UTC'`,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
  }
  return Object.entries(settings)
    .map(([setting, value]) => `;set local ${setting} = ${value}`)
    .join('')
}

interface PoolOptions {
  name: string
  cell?: string | null
  onError?: (error: Error) => void
}

export function createPool(url: string, started: pg.PoolConfig, options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    application_name: options.cell ? `portico-${options.name}${FENCED}` : `portico-${options.name}`,
    ...started,
    connectionTimeoutMillis: POOL_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    types: { getTypeParser },
  })
  pool.on('error', error => options.onError?.(error))
  // When a connection breaks between two statements of a transaction, only the next statement shows it: it fails.
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

const DATE_OID = 1082

/** Days stay text: as a JavaScript date they would shift with the machine's time zone. Decimals are text by default. */
const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid, format) =>
  oid === DATE_OID ? (value: string) => value : pg.types.getTypeParser(oid, format)
