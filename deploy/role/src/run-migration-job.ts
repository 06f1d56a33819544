import { runOnce, StartupError } from '@portico/service-kit'
import pg from 'pg'
import { loadService } from './load-service.ts'
import { logLine } from './log-line.ts'

const CONNECT_TIMEOUT_MS = 10_000
/** How long a second job waits for the first. */
const LOCK_TIMEOUT = '15min'
const LOCK = `hashtext('portico migrate')`

interface MigrationOptions {
  services: readonly string[]
  env: NodeJS.ProcessEnv
  printsUrls: boolean
}

/** Roles, schemas and migrations of all services, once: a second job waits for the first and finds nothing to do. */
export async function runMigrationJob({ services, env, printsUrls }: MigrationOptions): Promise<void> {
  await runOnce(() =>
    underLock(env.DATABASE_URL || env[urlVariable(services[0] ?? '')] || '', async () => {
      for (const name of services) {
        const service = await loadService(name)
        const url = await service.provision(env)
        if (printsUrls) console.log(`${urlVariable(name)}=${url}`)
        await service.migrate(env)
        if (!printsUrls) logLine('migrated', { service: name })
      }
    }),
  )
}

function urlVariable(service: string): string {
  return `${service.toUpperCase()}_DATABASE_URL`
}

/** By a transaction that does nothing else: a lock of a session would not pass a pooler of transactions. */
async function underLock(url: string, work: () => Promise<void>): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'portico-migrate',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query(
      `begin; set local lock_timeout = '${LOCK_TIMEOUT}'; select pg_advisory_xact_lock(${LOCK})`,
    )
  } catch (cause) {
    await client.end().catch(() => {})
    const { message } = cause as Error
    throw new StartupError(
      'DATABASE_UNREACHABLE',
      `The migration cannot begin (${message}). Check the database's URL, and whether another migration hangs.`,
      { cause },
    )
  }
  try {
    await work()
  } finally {
    await client.end()
  }
}
