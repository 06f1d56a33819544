import { escapeIdentifier } from 'pg'
import { MoveFault } from '../faults/move-fault.ts'
import type { CellDatabase } from './cell-database.ts'

/** A table that holds tenants' rows. */
export interface TenantTable {
  /** `schema.table`, as SQL. */
  name: string
  /** Of the primary key behind the tenant; none where a tenant has one row. */
  keys: readonly KeyColumn[]
  /** All that can be written and means something in another database, in order. */
  columns: readonly string[]
  /** Rows of files are many kB each. */
  hasFiles: boolean
  /** What must be the same in both cells. */
  shape: string
}

interface KeyColumn {
  /** As SQL. */
  name: string
  type: string
}

interface Column {
  name: string
  type: string
  isGenerated: boolean
  /** Its migration says that it means something in its own database alone: a transaction's number, for one. */
  isLocal: boolean
  /** In the primary key, from 1; 0: it is not. */
  keyPlace: number
}

interface FoundTable {
  schema: string
  table: string
  /** JSON. */
  columns: string
}

/** How the comment on a column begins that does not move; the tenant has its default in the other cell. */
const LOCAL_COLUMN = 'Of this database alone'
/** Written by the mover itself. */
const FENCE = 'tenant_fence'

const TABLES = `
  select n.nspname as schema, c.relname as table, jsonb_agg(jsonb_build_object(
      'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'isGenerated', a.attgenerated <> '',
      'isLocal', coalesce(col_description(c.oid, a.attnum) like '${LOCAL_COLUMN}%', false),
      'keyPlace', coalesce(array_position(i.indkey::int2[], a.attnum), -1) + 1) order by a.attnum) as columns
  from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_index i on i.indrelid = c.oid and i.indisprimary
  where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition and c.relforcerowsecurity
    and c.relname <> '${FENCE}'
  group by n.nspname, c.relname
  order by n.nspname, c.relname`

/** Those that row-level security protects, of these schemas. Throws MOVE_SCHEMAS_DIFFER for what cannot be moved. */
export async function listTables(database: CellDatabase, schemas: readonly string[]): Promise<TenantTable[]> {
  const found = await database.list<FoundTable>(TABLES, [schemas])
  return found.map(({ schema, table, columns }) => toTable(schema, table, JSON.parse(columns) as Column[]))
}

function toTable(schema: string, table: string, columns: readonly Column[]): TenantTable {
  const name = `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`
  const keys = columns.filter(({ keyPlace }) => keyPlace > 0).sort((a, b) => a.keyPlace - b.keyPlace)
  const [first, ...rest] = keys
  if (first?.name !== 'tenant_id')
    throw new MoveFault('MOVE_SCHEMAS_DIFFER', `${name} has no primary key that begins with tenant_id.`)
  return {
    name,
    keys: rest.map(({ name: key, type }) => ({ name: escapeIdentifier(key), type })),
    columns: columns
      .filter(({ isGenerated, isLocal }) => !isGenerated && !isLocal)
      .map(column => escapeIdentifier(column.name)),
    hasFiles: columns.some(({ type }) => type === 'bytea'),
    shape: columns.map(column => `${column.name} ${column.type} ${column.keyPlace}`).join(', '),
  }
}

/** Both cells have been migrated by the same build. Throws MOVE_SCHEMAS_DIFFER. */
export function requireSameTables(from: readonly TenantTable[], to: readonly TenantTable[]): void {
  const shapes = new Map(to.map(({ name, shape }) => [name, shape]))
  const other = from.filter(({ name, shape }) => shapes.get(name) !== shape).map(({ name }) => name)
  if (other.length === 0 && from.length === to.length && from.length > 0) return
  throw new MoveFault(
    'MOVE_SCHEMAS_DIFFER',
    from.length === 0
      ? 'The cell has no tables of services. Run the migration job for it.'
      : `The tables of the two cells are not alike (${other.join(', ') || 'one has more of them'}). Run the migration job of the same version for both.`,
  )
}
