import pg from 'pg'
import { connect } from './connect.ts'

interface TableDefinition {
  name: string
  /** Without those that are computed. */
  columns: string[]
  triggers: string[]
}

interface ForeignKey {
  name: string
  table: string
  definition: string
}

interface Policy {
  name: string
  command: string
  using: string | null
  check: string | null
}

interface PartitionOptions {
  /** Of the role that owns the tables; straight to PostgreSQL. */
  url: string
  schema: string
  /** Left out: every tenant's table of the schema. */
  tables?: readonly string[] | undefined
  parts: number
}

/** What holds a table for longer makes it fail, with nothing changed. */
const LOCK_TIMEOUT = '20s'

/**
 * Makes tables hash-partitioned by tenant, each with its name, rows, indexes, checks, triggers, references and policies; its
 * partitions are protected as well, for what asks them by name. One transaction: writers and readers of the tables wait.
 * Those that are partitioned already stay as they are. Gives the names of the others.
 */
export async function partitionTables({ url, schema, tables, parts }: PartitionOptions): Promise<string[]> {
  const client = await connect(url, `portico-${schema}-partition`, `-c search_path=${schema}`)
  try {
    await client.query(`begin; set local lock_timeout = '${LOCK_TIMEOUT}'; set local statement_timeout = 0`)
    const wanted = await readTables(client, schema, tables)
    if (wanted.length > 0) await splitAll(client, schema, wanted, parts)
    await client.query('commit')
    return wanted.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

/** References are made anew, and so looked at once more: under force the owner would see no row to look at. */
async function splitAll(client: pg.Client, schema: string, tables: TableDefinition[], parts: number) {
  const keys = await readForeignKeys(client, schema)
  for (const { table, name } of keys)
    await client.query(`alter table ${table} drop constraint ${pg.escapeIdentifier(name)}`)
  const forced = await readForced(client, schema)
  for (const name of forced) await client.query(`alter table ${name} no force row level security`)
  for (const table of tables) await split(client, table, parts)
  for (const { table, name, definition } of keys)
    await client.query(`alter table ${table} add constraint ${pg.escapeIdentifier(name)} ${definition}`)
  for (const name of forced) await client.query(`alter table ${name} force row level security`)
}

async function readTables(
  client: pg.Client,
  schema: string,
  tables: readonly string[] | undefined,
): Promise<TableDefinition[]> {
  const { rows } = await client.query<TableDefinition>(
    `select quote_ident(c.relname) as name,
       array(select quote_ident(a.attname) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       array(select pg_get_triggerdef(t.oid) from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers
     from pg_class c
     where c.relnamespace = $1::regnamespace and c.relkind = 'r' and not c.relispartition and c.relforcerowsecurity
       and ($2::text[] is null or c.relname = any($2))
     order by c.relname`,
    [schema, tables ?? null],
  )
  return rows
}

async function readForced(client: pg.Client, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class
     where relnamespace = $1::regnamespace and relkind in ('r', 'p') and relforcerowsecurity`,
    [schema],
  )
  return rows.map(({ name }) => name)
}

/** Of whole tables: those of a partition are its parent's. */
async function readForeignKeys(client: pg.Client, schema: string): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select conname as name, conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition
     from pg_constraint where connamespace = $1::regnamespace and contype = 'f' and conparentid = 0`,
    [schema],
  )
  return rows
}

async function readPolicies(client: pg.Client, table: string): Promise<Policy[]> {
  const { rows } = await client.query<Policy>(
    `select quote_ident(policyname) as name, cmd as command, qual as using, with_check as check
     from pg_policies where schemaname = current_schema() and tablename = $1 order by 1`,
    [table],
  )
  return rows
}

async function split(client: pg.Client, { name, columns, triggers }: TableDefinition, parts: number) {
  const list = columns.join(', ')
  const policies = await readPolicies(client, name)
  await client.query(`alter table ${name} rename to whole`)
  await client.query(`create table ${name} (like whole including all) partition by hash (tenant_id)`)
  for (let part = 0; part < parts; part++) {
    const own = `${name}_part_${part}`
    await client.query(
      `create table ${own} partition of ${name} for values with (modulus ${parts}, remainder ${part})`,
    )
    await protect(client, own, policies)
  }
  await client.query(`alter table ${name} enable row level security`)
  for (const policy of policies) await addPolicy(client, name, policy)
  await client.query(`insert into ${name} (${list}) select ${list} from whole`)
  await client.query('drop table whole')
  for (const trigger of triggers) await client.query(trigger)
}

async function protect(client: pg.Client, table: string, policies: readonly Policy[]) {
  await client.query(
    `alter table ${table} enable row level security; alter table ${table} force row level security`,
  )
  for (const policy of policies) await addPolicy(client, table, policy)
}

function addPolicy(client: pg.Client, table: string, { name, command, using, check }: Policy) {
  return client.query(
    `create policy ${name} on ${table} for ${command}${using ? ` using (${using})` : ''}${check ? ` with check (${check})` : ''}`,
  )
}
