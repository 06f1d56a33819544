import pg from 'pg'
import { StartupError } from '../problems/startup-error.ts'

const CONNECT_TIMEOUT_MS = 5000

/** A single connection for start-up work; one line of advice when the database is not there. */
export async function connect(url: string, applicationName: string, options?: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    ...(options ? { options } : {}),
  })
  client.on('error', () => {})
  try {
    await client.connect()
    return client
  } catch (cause) {
    await client.end().catch(() => {})
    throw unreachable(url, cause)
  }
}

export function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}

/** What PgBouncer says to settings that are sent with the start of a connection. */
const POOLER_REFUSES = 'unsupported startup parameter'

export function unreachable(url: string, cause: unknown): StartupError {
  if (cause instanceof Error && cause.message.includes(POOLER_REFUSES))
    return new StartupError(
      'DATABASE_POOLED',
      `At ${address(url)} is a pooler of transactions. Set <NAME>_DIRECT_URL of the service to PostgreSQL itself, beside its <NAME>_DATABASE_URL.`,
      { cause },
    )
  const reason = errorCode(cause) || (cause instanceof Error ? cause.message : String(cause))
  return new StartupError(
    'DATABASE_UNREACHABLE',
    `Cannot connect to the database at ${address(url)} (${reason}). Check DATABASE_URL and that the server is up.`,
    { cause },
  )
}

/** Without the password: this text is printed. */
function address(url: string): string {
  if (!URL.canParse(url)) return 'a malformed URL'
  const { hostname, port, pathname, username } = new URL(url)
  return `${username}@${hostname}:${port || '5432'}${pathname}`
}
