import type { FastifyBaseLogger } from 'fastify'
import { secretsOf } from '../context/context-signer.ts'
import type { Database } from '../database/database.ts'
import type { SchemaMigrations } from '../database/migrate.ts'
import { openDatabase } from '../database/open-database.ts'
import { partitionTables } from '../database/partition.ts'
import { provision } from '../database/provision.ts'
import { findBehind } from '../database/schema-behind.ts'
import { StartupError } from '../problems/startup-error.ts'
import type { Address } from '../settings/address.ts'
import { readCell } from '../settings/revision.ts'
import { readWhole, serviceReader } from '../settings/whole.ts'
import { waitForSchema } from './wait-for-schema.ts'

export interface DatabaseOfService extends SchemaMigrations {
  /** Also the database schema, the role `portico_<name>` and the prefix of `<NAME>_PORT`. */
  name: string
  /** Schemas besides its own, such as that of a job queue. */
  extraSchemas?: readonly string[]
  /** Schemas it shares with other services on the same database, such as that of the bus. */
  sharedSchemas?: readonly string[]
  /** Tables that grow with their tenants' days: the migration job partitions them where that is asked for. */
  partitioned?: readonly string[]
  /** What makes that which its libraries keep in the database; done by the migration job ahead of the migrations. */
  installs?: readonly ((database: Pick<Database, 'sessionUrl'>) => Promise<void>)[]
}

interface OpenOptions {
  log: FastifyBaseLogger
  /** Where probes are answered meanwhile; null: the process answers them itself. */
  address: Address | null
}

/**
 * In development a service may do the migration job's work for itself; it forgets the administrator's URL then. Elsewhere no
 * service is given that URL. Throws `ADMIN_URL_REFUSED`.
 */
export async function openFor(
  definition: DatabaseOfService,
  env: NodeJS.ProcessEnv,
  { log, address }: OpenOptions,
): Promise<Database> {
  const { name, migrations, keysSince } = definition
  const variable = databaseVariable(name)
  if (!env[variable] && env.DATABASE_URL && env.PORTICO_ENV !== 'development') {
    throw new StartupError(
      'ADMIN_URL_REFUSED',
      `DATABASE_URL is for the migration job alone. Run node deploy/role/src/main.ts migrate --print-urls with it, and start the service ${name} with the ${variable} that the job prints; PORTICO_ENV=development does both.`,
    )
  }
  const url = await provisionFor(definition, env)
  const onError = (error: Error) => log.warn({ reason: error.message }, 'an idle database connection ended')
  const slowMs = readWhole(env, 'PORTICO_SQL_SLOW_MS')
  const migrates = serviceReader(env).choice('PORTICO_MIGRATIONS') === 'run'
  const sessionUrl = sessionUrlOf(name, env)
  if (!migrates) await waitForSchema({ name, url: sessionUrl ?? url, migrations, log, address })
  const cell = readCell(name, env)
  const replicaUrl = env[`${name.toUpperCase()}_REPLICA_URL`] || undefined
  const urls = { directUrl: url, sessionUrl, replicaUrl }
  return openDatabase({ name, migrations, keysSince, ...urls, onError, slowMs, migrates, cell, log })
}

/** What the migration job does for one service. Throws StartupError. */
export async function migrateFor(definition: DatabaseOfService, env: NodeJS.ProcessEnv): Promise<void> {
  const { name, migrations, keysSince, installs = [] } = definition
  const url = sessionUrlOf(name, env) ?? (await provisionFor(definition, env))
  for (const install of installs) await install({ sessionUrl: url })
  const database = await openDatabase({ name, migrations, keysSince, directUrl: url, migrates: true })
  await database.close()
  const parts = readWhole(env, 'PORTICO_PARTITIONS')
  const { partitioned: tables } = definition
  if (parts > 0 && tables) await partitionTables({ url, schema: name, tables, parts })
}

/** For a job that ends by itself; the migration job has run before. Throws StartupError. */
export async function inDatabaseFor<T>(
  definition: DatabaseOfService,
  env: NodeJS.ProcessEnv,
  work: (database: Database) => Promise<T>,
): Promise<T> {
  const { name, migrations, keysSince } = definition
  const url = sessionUrlOf(name, env) ?? (await provisionFor(definition, env))
  const behind = await findBehind(url, name, migrations)
  if (behind !== null)
    throw new StartupError('SCHEMA_TOO_OLD', `${behind}. Run the migration job of this version first.`)
  const database = await openDatabase({ name, migrations, keysSince, directUrl: url, migrates: false })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** `<NAME>_DATABASE_URL` as it is, else what `DATABASE_URL` is used to make. Throws StartupError. */
export async function provisionFor(
  { name, extraSchemas = [], sharedSchemas = [] }: DatabaseOfService,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const variable = databaseVariable(name)
  const { [variable]: ownUrl, DATABASE_URL: adminUrl } = env
  if (ownUrl) return ownUrl
  if (!adminUrl) {
    throw new StartupError(
      'DATABASE_NOT_CONFIGURED',
      `Set ${variable} for the service ${name}; in development DATABASE_URL does.`,
    )
  }
  const [secret] = secretsOf(env)
  return provision({ name, adminUrl, secret, extraSchemas, sharedSchemas })
}

/** `SALES_DIRECT_URL`, where `SALES_DATABASE_URL` is that of a pooler. */
function sessionUrlOf(name: string, env: NodeJS.ProcessEnv): string | undefined {
  return env[databaseVariable(name)] ? env[`${name.toUpperCase()}_DIRECT_URL`] || undefined : undefined
}

/** `SALES_DATABASE_URL`. */
function databaseVariable(name: string): string {
  return `${name.toUpperCase()}_DATABASE_URL`
}
