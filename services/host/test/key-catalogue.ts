import type pg from 'pg'

const PG_BOSS =
  'a table of pg-boss, which knows no tenants: a job names its own in its data, and is deleted when it is done'
const OVER_TENANTS = 'what operators read of a release over all tenants; found by release, cleared by age'

/** Tables whose rows are not one tenant's, or not to be split by tenant, and why. */
export const PLATFORM_TABLES: Record<string, string> = {
  'identity.tenant': 'the directory: one row a tenant, found by slug before the tenant is known',
  'bus.portico_subscription': 'who takes which event: a few rows for the platform',
  'bus.portico_heartbeat': 'when a service was last seen: a few rows for the platform',
  'bus.portico_outbox':
    'messages on their way: sent in the order of their partition, which is by tenant, and deleted',
  'bus.portico_outbox_partition': 'sixteen rows that relays lock',
  ...all('bus', PG_BOSS, ['version', 'queue', 'schedule', 'subscription', 'bam', 'warning', 'queue_stats']),
  ...all('bus', PG_BOSS, ['job', 'job_dependency', 'instance']),
  'release.artifact': 'builds belong to the platform; tenants are given them',
  'release.artifact_digest': 'as artifacts',
  'release.artifact_removal': 'as artifacts',
  'release.artifact_clearing': 'one row: when artifacts were cleared',
  'release.token': 'tokens of teams, which publish for all tenants',
  'release.graph': 'schemas of the platform',
  'release.feed_state': 'one row: the revision of the rules',
  'release.release': 'a release reaches many tenants',
  'release.release_list': 'lists of a release',
  'release.release_member': 'who is on a list: read whole, by list, into the rules of every gateway',
  'release.release_plan': 'of a release',
  'release.release_doubt': 'of a release',
  'release.baseline_history': 'what all tenants get',
  'release.audit': 'acts of operators',
  'release.instance': 'processes of the platform',
  'release.snapshot': 'a set of versions, the same for many tenants',
  'release.platform_setting': 'one row: settings of the platform',
  'release.approval_request': 'acts of operators',
  'release.webhook': 'where the platform sends messages about releases',
  'release.webhook_delivery': 'of a webhook',
  'release.measurement': 'sums over tenants',
  'release.decision': `${OVER_TENANTS}; a call of no tenant has one too`,
  'release.release_tenant': OVER_TENANTS,
  'release.trace_part': `${OVER_TENANTS}; kept an hour, and a request of no tenant has one too`,
  'release.override_link': 'acts of operators; the ids of revoked ones go to every gateway',
  'release.incident': OVER_TENANTS,
  'release.reporter_figure': OVER_TENANTS,
  'release.call_figure': 'sums over tenants',
  'release.operation_total': 'sums over tenants',
  'release.slow_statement': 'statements of services, without their values',
  'release.batch_job': 'acts of operators, over many tenants',
  'release.batch_job_tenant': 'of a batch job: claimed and counted over all its tenants',
  'release.intervention': 'acts of operators; those in force go to every gateway',
}

/** Of the kit's tables, in the schema of each service. */
const KIT_INDEXES = ['idempotency_ended', 'call_nonce_ended']
const SWEPT = 'what has ended is looked for over all tenants, and deleted as each'

/** Indexes of tenants' tables that do not begin with the tenant, and why. None is unique. */
export const WIDE_INDEXES: Record<string, string> = {
  'identity.access_change_by_revision': 'gateways read the changes of all tenants in order',
  'identity.password_link_by_token': 'the page of a link knows nothing but the token',
  ...all('sales', SWEPT, ['import_memory_unused', 'import_job_open', 'import_job_reported']),
  ...all('inventory', SWEPT, ['stock_upload_waiting']),
  ...all('identity', SWEPT, [
    'session_ended',
    'access_change_ended',
    'pending_login_ended',
    'sso_attempt_ended',
  ]),
  ...all('identity', SWEPT, [
    'known_browser_ended',
    'password_link_ended',
    'throttle_ended',
    'audit_entry_ended',
  ]),
  'release.tenant_cell_by_time': 'gateways get the newest moves of all tenants',
  'release.operation_figure_at': 'figures that are old are cleared for all tenants at once',
  'bus.portico_failure_given_up': 'operators read the dead letters of a service over all tenants',
  'bus.portico_inbox_by_age': 'old messages are cleared for all tenants at once',
}

/** Bookkeeping of migrations: `kit_version` and the like. */
const IS_VERSION = /_version$/

interface TableKeys {
  table: string
  hasTenant: boolean
  primary: string[]
  /** Besides the primary key; each its columns. */
  unique: Record<string, string[]> | null
  foreign: Record<string, string[]> | null
  plain: Record<string, string[]> | null
}

/** What keeps the tables of these schemas from being split by tenant, one line each. */
export async function listKeyFaults(client: pg.Client, schemas: string[]): Promise<string[]> {
  const tables = await readKeys(client, schemas)
  return tables.flatMap(keys => faultsOf(keys).map(fault => `${keys.table}: ${fault}`))
}

/** Names of tables and plain indexes that are there. */
export async function listNames(client: pg.Client, schemas: string[]): Promise<string[]> {
  const tables = await readKeys(client, schemas)
  return tables.flatMap(({ table, plain }) => [
    table,
    ...Object.keys(plain ?? {}).map(index => `${table.split('.')[0]}.${index}`),
  ])
}

function faultsOf({ table, hasTenant, primary, unique, foreign, plain }: TableKeys): string[] {
  if (table in PLATFORM_TABLES || IS_VERSION.test(table) || table.startsWith('sales_queue.')) return []
  if (!hasTenant) return ['no tenant_id, and no reason in the list']
  const wide = (keys: Record<string, string[]> | null) =>
    Object.entries(keys ?? {}).filter(([, columns]) => !columns.includes('tenant_id'))
  return [
    ...(primary[0] === 'tenant_id' ? [] : [`primary key (${primary})`]),
    ...wide(unique).map(([name]) => `unique index ${name}`),
    ...wide(foreign).map(([name]) => `foreign key ${name}`),
    ...Object.entries(plain ?? {})
      .filter(([name, [first]]) => first !== 'tenant_id' && !isWide(table, name))
      .map(([name]) => `index ${name}`),
  ]
}

function isWide(table: string, index: string): boolean {
  return KIT_INDEXES.includes(index) || `${table.split('.')[0]}.${index}` in WIDE_INDEXES
}

async function readKeys(client: pg.Client, schemas: string[]): Promise<TableKeys[]> {
  const { rows } = await client.query<TableKeys>(
    `with tables as (
       select c.oid, n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition
     ), indexes as (
       select i.indrelid as oid, c.relname as name, i.indisprimary as is_primary, i.indisunique as is_unique,
         array(select coalesce(a.attname::text, '(expression)')
           from unnest((i.indkey::smallint[])[0:i.indnkeyatts - 1]) with ordinality k (attnum, place)
           left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum order by place) as columns
       from pg_index i join pg_class c on c.oid = i.indexrelid
     )
     select t.name as table,
       exists (select 1 from pg_attribute a where a.attrelid = t.oid and a.attname = 'tenant_id') as "hasTenant",
       coalesce((select to_json(i.columns) from indexes i where i.oid = t.oid and i.is_primary), '[]') as primary,
       (select json_object_agg(i.name, i.columns) from indexes i where i.oid = t.oid and i.is_unique and not i.is_primary) as unique,
       (select json_object_agg(i.name, i.columns) from indexes i where i.oid = t.oid and not i.is_unique) as plain,
       (select json_object_agg(f.conname, array(select a.attname from unnest(f.conkey) k join pg_attribute a
          on a.attrelid = f.conrelid and a.attnum = k)) from pg_constraint f where f.conrelid = t.oid and f.contype = 'f') as foreign
     from tables t order by 1`,
    [schemas],
  )
  return rows
}

function all(schema: string, reason: string, tables: string[]): Record<string, string> {
  return Object.fromEntries(tables.map(table => [`${schema}.${table}`, reason]))
}
