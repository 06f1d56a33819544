import { join } from 'node:path'
import { PostgresError, startPostgres } from '@portico/postgres'
import pg from 'pg'
import type { Settings } from './settings.ts'
import { StartError } from './start-error.ts'

const CONNECT_TIMEOUT_MS = 5_000
const OLDEST_MAJOR = 15

export interface LauncherDatabase {
  /** URL of a user who may create roles and schemas. */
  url: string
  /** One line for the person at the terminal. */
  description: string
  /** Where its data lies on this machine; null: elsewhere. */
  folder: string | null
  /** Of the embedded server. */
  pid?: number
  exited: Promise<string>
  stop(): Promise<void>
}

export function startDatabase(settings: Settings): Promise<LauncherDatabase> {
  return settings.databaseUrl ? useGiven(settings.databaseUrl) : startEmbedded(settings)
}

async function startEmbedded(settings: Settings): Promise<LauncherDatabase> {
  try {
    const server = await startPostgres({ dir: join(settings.home, 'pg'), port: settings.pgPort })
    return {
      url: server.url,
      pid: server.pid,
      description: `embedded PostgreSQL 18, port ${server.port}, data in ${server.dataDir}`,
      folder: server.dataDir,
      exited: server.exited.then(() => 'the database ended'),
      stop: server.stop,
    }
  } catch (error) {
    if (error instanceof PostgresError) throw new StartError(error.code, error.message, { cause: error })
    throw error
  }
}

async function useGiven(url: string): Promise<LauncherDatabase> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ major: number }>(
      `select current_setting('server_version_num')::int / 10000 as major`,
    )
    assertVersion(rows[0]?.major ?? 0)
  } catch (cause) {
    if (cause instanceof StartError) throw cause
    const reason =
      cause instanceof Error && cause.message ? cause.message : String((cause as { code?: string }).code)
    throw new StartError(
      'DATABASE_UNREACHABLE',
      `The database of DATABASE_URL (${new URL(url).host}) does not answer: ${reason}. Start it or correct the URL; without DATABASE_URL an embedded one is used.`,
      { cause },
    )
  } finally {
    await client.end().catch(() => {})
  }
  return {
    url,
    description: `DATABASE_URL (${new URL(url).host})`,
    folder: null,
    exited: new Promise(() => {}),
    stop: async () => {},
  }
}

function assertVersion(major: number) {
  if (major >= OLDEST_MAJOR) return
  throw new StartError(
    'DATABASE_TOO_OLD',
    `DATABASE_URL is PostgreSQL ${major}; Portico needs ${OLDEST_MAJOR} or later.`,
  )
}
