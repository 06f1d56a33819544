import type { DuckDBConnection } from '@duckdb/node-api'

/** Raised whenever the tables change: copies of another version are made anew. */
const VERSION = 1

const TABLES = `
  create table copy (version integer, tenant_id varchar, source varchar, begun_at bigint, transaction bigint, document_id varchar, as_of varchar,
    checked_at varchar, differences integer default 0);
  create table document (id varchar, kind varchar, status varchar, ordered_at timestamp, total decimal(24,2));
  create table line (document_id varchar, product_id varchar, quantity decimal(28,4), amount decimal(28,2));`

/** Makes the tables of an empty file. Throws where the file is of another version or another tenant. */
export async function prepareCopy(connection: DuckDBConnection, tenantId: string): Promise<void> {
  await connection.run('create temp table arriving (id varchar)')
  const tables = await connection.runAndReadAll(
    `select 1 from information_schema.tables where table_name = 'copy'`,
  )
  if (tables.currentRowCount === 0) {
    await connection.run(`begin; ${TABLES}`)
    await connection.run('insert into copy (version, tenant_id) values ($1, $2)', [VERSION, tenantId])
    await connection.run('commit')
    return
  }
  const found = await connection.runAndReadAll('select 1 from copy where version = $1 and tenant_id = $2', [
    VERSION,
    tenantId,
  ])
  if (found.currentRowCount !== 1) throw new Error('The copy is of another version or another tenant')
}
