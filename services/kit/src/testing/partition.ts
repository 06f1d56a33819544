import pg from 'pg'

const PARTS = 3

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

/**
 * Makes every tenant's table of a schema a hash-partitioned one of the same name, with the same rows, indexes, checks,
 * triggers, references and protection: what a service does on it, it does on partitions. Gives the names of the tables.
 */
export async function partitionSchema(databaseUrl: string, schema: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, options: `-c search_path=${schema}` })
  await client.connect()
  try {
    await client.query(`set role ${pg.escapeIdentifier(`portico_${schema}`)}`)
    await client.query('begin')
    const tables = await readTables(client, schema)
    const keys = await readForeignKeys(client, schema)
    for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`)
    for (const table of tables) await split(client, table)
    for (const { table, name, definition } of keys)
      await client.query(`alter table ${table} add constraint ${name} ${definition}`)
    for (const { name } of tables) await client.query(`call portico_protect('${name}')`)
    await client.query('commit')
    return tables.map(({ name }) => name)
  } finally {
    await client.end()
  }
}

async function readTables(client: pg.Client, schema: string): Promise<TableDefinition[]> {
  const { rows } = await client.query<TableDefinition>(
    `select c.relname as name,
       array(select quote_ident(a.attname) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       array(select pg_get_triggerdef(t.oid) from pg_trigger t where t.tgrelid = c.oid and not t.tgisinternal) as triggers
     from pg_class c where c.relnamespace = $1::regnamespace and c.relkind = 'r' and c.relforcerowsecurity
     order by c.relname`,
    [schema],
  )
  return rows
}

async function readForeignKeys(client: pg.Client, schema: string): Promise<ForeignKey[]> {
  const { rows } = await client.query<ForeignKey>(
    `select conname as name, conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition
     from pg_constraint where connamespace = $1::regnamespace and contype = 'f'`,
    [schema],
  )
  return rows
}

async function split(client: pg.Client, { name, columns, triggers }: TableDefinition) {
  const list = columns.join(', ')
  await client.query(`alter table ${name} disable row level security`)
  await client.query(`alter table ${name} rename to whole`)
  await client.query(`create table ${name} (like whole including all) partition by hash (tenant_id)`)
  for (let part = 0; part < PARTS; part++)
    await client.query(
      `create table ${name}_part_${part} partition of ${name} for values with (modulus ${PARTS}, remainder ${part})`,
    )
  await client.query(`insert into ${name} (${list}) select ${list} from whole`)
  await client.query('drop table whole')
  for (const trigger of triggers) await client.query(trigger)
}
