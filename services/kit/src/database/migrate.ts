import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import Postgrator from 'postgrator'
import { StartupError } from '../startup-error.ts'

const KIT_MIGRATIONS = new URL('../../migrations/', import.meta.url)

/** Bookkeeping of migrations; the only tables of a schema that hold no tenant's data. */
export const VERSION_TABLES = ['kit_version', 'schema_version'] as const

/** Brings the schema up to date: the kit's own tables, then the service's. All or nothing, one starter at a time. */
export async function migrate(client: pg.Client, schema: string, migrations: URL) {
  await client.query('begin')
  try {
    await client.query('select pg_advisory_xact_lock(hashtext($1))', [`portico migrate ${schema}`])
    await runMigrations(client, schema, KIT_MIGRATIONS, 'kit_version')
    await runMigrations(client, schema, migrations, 'schema_version')
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback').catch(() => {})
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StartupError('MIGRATION_FAILED', `The migrations of ${schema} failed: ${reason}`, { cause })
  }
}

/** Of one folder, inside the caller's transaction. */
export async function runMigrations(client: pg.Client, schema: string, folder: URL, schemaTable: string) {
  const postgrator = new Postgrator({
    driver: 'pg',
    currentSchema: schema,
    schemaTable,
    migrationPattern: `${fileURLToPath(folder)}*.sql`,
    // Windows checkouts may turn LF into CRLF; the checksum must not see that.
    newline: 'LF',
    execQuery: query => client.query(query),
  })
  await postgrator.migrate()
}
