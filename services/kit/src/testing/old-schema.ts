import pg from 'pg'
import { KIT_MIGRATIONS, runMigrations, type SchemaMigrations } from '../database/migrate.ts'
import type { Service } from '../service/service.ts'

/** The last migration of the kit that knew keys of the id alone. */
const KIT_BEFORE_KEYS = 9

/**
 * The schema of a service as it stood before the tenant came into its keys: for tests that fill it and then migrate it.
 * Gives the URL the service connects with.
 */
export async function installBeforeKeys(
  service: Service,
  { migrations, keysSince = 1 }: SchemaMigrations,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const url = await service.provision(env)
  const client = new pg.Client({ connectionString: url, options: `-c search_path=${service.name}` })
  await client.connect()
  try {
    await runMigrations(client, service.name, {
      folder: KIT_MIGRATIONS,
      table: 'kit_version',
      last: KIT_BEFORE_KEYS,
    })
    await runMigrations(client, service.name, {
      folder: migrations,
      table: 'schema_version',
      last: keysSince - 1,
    })
  } finally {
    await client.end()
  }
  return url
}
