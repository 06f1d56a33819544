import type { TestDatabase } from '@portico/postgres/testing'
import { service as identity } from '@portico/service-identity'
import { service as inventory } from '@portico/service-inventory'
import { installBeforeKeys } from '@portico/service-kit/testing'
import { service as party } from '@portico/service-party'
import { service as product } from '@portico/service-product'
import { service as sales } from '@portico/service-sales'
import type pg from 'pg'
import { ROWS } from './rows-before-keys.ts'

const SERVICES = [
  { service: identity, folder: '../../core/identity/migrations/' },
  { service: party, folder: '../../core/party/migrations/' },
  { service: product, folder: '../../core/product/migrations/' },
  { service: inventory, folder: '../../core/inventory/migrations/' },
  { service: sales, folder: '../../business/sales/migrations/' },
]
/** Number of the migration of each service that puts the tenant into its keys. */
export const KEYS_SINCE = 30
const PORTS = ['IDENTITY', 'PARTY', 'PRODUCT', 'PRICING', 'INVENTORY', 'SALES', 'RELEASE']

/** Of the services on this database. */
export function envOf({ url }: TestDatabase): NodeJS.ProcessEnv {
  const ports = Object.fromEntries(PORTS.map(name => [`${name}_PORT`, '0']))
  return { ...ports, PORTICO_ENV: 'development', DATABASE_URL: url, LOG_LEVEL: 'silent' }
}

/** The schemas as they stood before the keys, with rows in them. */
export async function installAndFill(database: TestDatabase, client: pg.Client, names?: string[]) {
  for (const { service, folder } of SERVICES) {
    if (names && !names.includes(service.name)) continue
    const migrations = new URL(folder, import.meta.url)
    await installBeforeKeys(service, { migrations, keysSince: KEYS_SINCE }, envOf(database))
    await client.query(`set search_path = ${service.name}`)
    await client.query(ROWS[service.name] ?? '')
  }
}

/** Tables of the filled services, the directory of tenants among them, that have this column. */
export async function listTables(admin: pg.Client, column: string): Promise<string[]> {
  // So that names come with their schema.
  await admin.query('set search_path = pg_catalog')
  const { rows } = await admin.query<{ name: string }>(
    `select a.attrelid::regclass::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relkind = 'r' and c.relnamespace::regnamespace::text = any($1) and a.attname = $2
       and exists (select 1 from pg_attribute t where t.attrelid = c.oid and t.attname in ('tenant_id', 'slug'))`,
    [SERVICES.map(({ service }) => service.name), column],
  )
  return rows.map(({ name }) => name)
}

/** Of each filled table, how many rows it has and a hash of all their values. A column that was added since has none, but for what each write sets. */
export async function digestOf(admin: pg.Client, tables?: string[]): Promise<Record<string, string>> {
  const digests: Record<string, string> = {}
  for (const table of tables ?? (await listTables(admin, 'tenant_id'))) {
    const { rows } = await admin.query<{ digest: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(row, e'\\n' order by row)), '') as digest
       from (select (jsonb_strip_nulls(to_jsonb(t)) - 'changed_in')::text as row from ${table} t) as rows`,
    )
    if (tables || !rows[0]?.digest.startsWith('0 ')) digests[table] = rows[0]?.digest ?? ''
  }
  return digests
}
