import { readdirSync } from 'node:fs'
import pg from 'pg'
import { connect } from './connect.ts'
import { KIT_MIGRATIONS } from './migrate.ts'

/** What a database lacks of what a build needs, in words; null: nothing. One that is ahead of the build is right. */
export async function findBehind(url: string, schema: string, migrations: URL): Promise<string | null> {
  const client = await connect(url, `portico-${schema}-look`, '-c timezone=UTC')
  try {
    return (
      (await compare(client, schema, { folder: KIT_MIGRATIONS, table: 'kit_version' })) ??
      (await compare(client, schema, { folder: migrations, table: 'schema_version' }))
    )
  } finally {
    await client.end()
  }
}

async function compare(client: pg.Client, schema: string, { folder, table }: { folder: URL; table: string }) {
  const needed = lastNumber(folder)
  const name = `${pg.escapeIdentifier(schema)}.${table}`
  const { rows: found } = await client.query<{ there: boolean }>(
    'select to_regclass($1) is not null as there',
    [name],
  )
  if (!found[0]?.there) return `the schema ${schema} was not made yet`
  const { rows } = await client.query<{ version: number }>(
    `select coalesce(max(version), 0)::int as version from ${name}`,
  )
  const { version = 0 } = rows[0] ?? {}
  return version >= needed
    ? null
    : `the schema ${schema} is at ${version} (${table}), and this build needs ${needed}`
}

/** Of `012.do.items.sql` and others. */
function lastNumber(folder: URL): number {
  return Math.max(0, ...readdirSync(folder).map(file => Number.parseInt(file, 10) || 0))
}
