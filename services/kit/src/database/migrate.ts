import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import Postgrator from 'postgrator'
import { StartupError } from '../problems/startup-error.ts'

export const KIT_MIGRATIONS = new URL('../../migrations/', import.meta.url)

/** Bookkeeping of migrations; the only tables of a schema that hold no tenant's data. */
export const VERSION_TABLES = ['kit_version', 'schema_version'] as const

export interface SchemaMigrations {
  /** Folder of the service's own. */
  migrations: URL
  /**
   * Number of the migration that put the tenant into keys which older ones had made of the id alone; every table made from
   * it on must have such keys at once. Left out by services that never had others.
   */
  keysSince?: number | undefined
}

/** Brings the schema up to date: the kit's own tables, then the service's. All or nothing, one starter at a time. */
export async function migrate(
  client: pg.Client,
  schema: string,
  { migrations, keysSince }: SchemaMigrations,
) {
  await client.query('begin')
  try {
    await client.query('select pg_advisory_xact_lock(hashtext($1))', [`portico migrate ${schema}`])
    await runMigrations(client, schema, { folder: KIT_MIGRATIONS, table: 'kit_version' })
    if (keysSince !== undefined) await runBeforeKeys(client, schema, migrations, keysSince)
    await runMigrations(client, schema, { folder: migrations, table: 'schema_version' })
    await client.query('call portico_check_all_keys()')
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback').catch(() => {})
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StartupError('MIGRATION_FAILED', `The migrations of ${schema} failed: ${reason}`, { cause })
  }
}

/** Their tables get keys that may be partitioned only later, in the same transaction. */
async function runBeforeKeys(client: pg.Client, schema: string, folder: URL, keysSince: number) {
  await client.query(`select set_config('portico.keys_follow', 'on', true)`)
  await runMigrations(client, schema, { folder, table: 'schema_version', last: keysSince - 1 })
  await client.query(`select set_config('portico.keys_follow', '', true)`)
}

interface MigrationFolder {
  folder: URL
  /** Where the database keeps which of them it has. */
  table: string
  /** The number of the last one wanted. */
  last?: number
}

/** Of one folder, inside the caller's transaction. */
export async function runMigrations(
  client: pg.Client,
  schema: string,
  { folder, table, last = Number.POSITIVE_INFINITY }: MigrationFolder,
) {
  const postgrator = new Postgrator({
    driver: 'pg',
    currentSchema: schema,
    schemaTable: table,
    migrationPattern: `${fileURLToPath(folder)}*.sql`,
    // Windows checkouts may turn LF into CRLF; the checksum must not see that.
    newline: 'LF',
    execQuery: query => client.query(query),
  })
  if (!Number.isFinite(last)) await postgrator.migrate()
  // A target below the version that is there would mean undoing migrations.
  else if ((await postgrator.getDatabaseVersion()) < last) await postgrator.migrate(String(last))
}
