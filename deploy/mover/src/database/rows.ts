import type { CellDatabase } from './cell-database.ts'
import type { TenantTable } from './tables.ts'

/** The primary key of a row behind the tenant, each value as JSON writes it. */
export type Key = readonly string[]

export interface FoundRow {
  /** As PostgreSQL writes a row. */
  row: string
  key: Key
}

const ROWS_AT_ONCE = 2000
const FILE_ROWS_AT_ONCE = 25

/** Triggers and references stay quiet: what they would write, or refuse, is copied as it is. */
export const AS_REPLICA = 'set local session_replication_role = replica'

/** The next rows of the tenant behind that key, in the order of keys; fewer than `batchOf`: there are no more. */
export async function readAfter(
  database: CellDatabase,
  table: TenantTable,
  { tenantId, after }: { tenantId: string; after: Key | null },
): Promise<FoundRow[]> {
  const { name, keys } = table
  const columns = keys.map(key => `t.${key.name}`).join(', ')
  const behind = after && keys.length > 0 ? `and (${columns}) > (${keys.map(valueAt(2)).join(', ')})` : ''
  const order = keys.length > 0 ? `order by ${columns}` : ''
  const rows = await database.list<{ row: string; key: string }>(
    `select t::text as row, ${keyOf(table)} as key from ${name} t
     where t.tenant_id = $1 ${behind} ${order} limit ${batchOf(table)}`,
    [tenantId, ...(behind ? (after ?? []) : [])],
  )
  return rows.map(toRow)
}

export function batchOf({ hasFiles }: TenantTable): number {
  return hasFiles ? FILE_ROWS_AT_ONCE : ROWS_AT_ONCE
}

/** Of the rows with these keys those that are there. */
export async function readByKeys(
  database: CellDatabase,
  table: TenantTable,
  { tenantId, keys }: { tenantId: string; keys: readonly Key[] },
): Promise<FoundRow[]> {
  const { joined, values } = matchKeys(table, keys)
  const rows = await database.list<{ row: string; key: string }>(
    `select t::text as row, ${keyOf(table)} as key from ${table.name} t ${joined('join')} where t.tenant_id = $1`,
    [tenantId, ...values],
  )
  return rows.map(toRow)
}

/** What is there under these keys goes; `rows` come in its place. In a transaction as replica. */
export async function replaceRows(
  database: CellDatabase,
  table: TenantTable,
  { tenantId, keys, rows }: { tenantId: string; keys: readonly Key[]; rows: readonly string[] },
): Promise<void> {
  const { joined, values } = matchKeys(table, keys)
  await database.run(`delete from ${table.name} t ${joined('using')} and t.tenant_id = $1`, [
    tenantId,
    ...values,
  ])
  if (rows.length === 0) return
  const columns = table.columns.join(', ')
  await database.run(
    `insert into ${table.name} (${columns}) overriding system value
     select ${table.columns.map(column => `(r.row).${column}`).join(', ')}
     from (select unnest($1::text[])::${table.name} as row offset 0) r`,
    [rows],
  )
}

/** Some of them, from the end of the table where they lie; zero: none is left. */
export function deleteSome(database: CellDatabase, { name }: TenantTable, tenantId: string): Promise<number> {
  return database.run(
    `delete from ${name} where tenant_id = $1 and (tableoid, ctid) in (
       select tableoid, ctid from ${name} where tenant_id = $1 limit ${ROWS_AT_ONCE})`,
    [tenantId],
  )
}

/** How many rows, and a sum over all that is in them. */
export interface RowSum {
  count: bigint
  sum: bigint
}

/** Of all rows of the tenant, or of those with these keys. */
export async function addUpRows(
  database: CellDatabase,
  table: TenantTable,
  { tenantId, keys }: { tenantId: string; keys?: readonly Key[] },
): Promise<RowSum> {
  const { joined, values } = keys ? matchKeys(table, keys) : { joined: () => '', values: [] }
  const own = table.columns.map(column => `t.${column}`).join(', ')
  const found = await database.find<{ count: string; sum: string | null }>(
    `select count(*) as count, sum(('x' || left(md5(row(${own})::text), 15))::bit(60)::bigint) as sum
     from ${table.name} t ${joined('join')} where t.tenant_id = $1`,
    [tenantId, ...values],
  )
  return { count: BigInt(found?.count ?? 0), sum: BigInt(found?.sum ?? 0) }
}

/** The same form in which the triggers note keys. */
function keyOf({ keys }: TenantTable): string {
  const parts = keys.map(({ name }) => `to_jsonb(t.${name}) #>> '{}'`)
  return `to_jsonb(array[${parts.join(', ')}]::text[])`
}

function toRow({ row, key }: { row: string; key: string }): FoundRow {
  return { row, key: JSON.parse(key) as string[] }
}

/** A table with one row a tenant matches all of it. Values are the key columns, each as a list. */
function matchKeys({ keys }: TenantTable, wanted: readonly Key[]) {
  if (keys.length === 0)
    return { joined: (word: string) => (word === 'join' ? '' : 'where true'), values: [] }
  const lists = keys.map((_, place) => wanted.map(key => key[place]))
  const arrays = keys.map(({ type }, place) => `$${place + 2}::${type}[]`).join(', ')
  const names = keys.map((_, place) => `k${place}`)
  const alike = keys.map(({ name }, place) => `t.${name} = w.k${place}`).join(' and ')
  const source = `unnest(${arrays}) as w (${names.join(', ')})`
  const joined = (word: 'join' | 'using') =>
    word === 'join' ? `join ${source} on ${alike}` : `using ${source} where ${alike}`
  return { joined, values: lists }
}

function valueAt(first: number) {
  return ({ type }: { type: string }, place: number) => `$${first + place}::${type}`
}
