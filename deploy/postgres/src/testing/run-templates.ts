import pg from 'pg'

/** Databases that others are copied from; `run` keeps those of an earlier run, and so of earlier code, apart. */
export function templateOf(run: string, name: string): string {
  return `like_${run}_${name}`
}

/** For a server that outlives the run. */
export async function dropTemplates(url: string, run: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      'select datname as name from pg_database where starts_with(datname, $1)',
      [templateOf(run, '')],
    )
    for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`)
  } finally {
    await client.end()
  }
}
