import { execFile } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { RunningPostgres } from '@portico/postgres'
import pg from 'pg'

const run = promisify(execFile)

/**
 * The folder `from` of a running server with its data and its password, as PostgreSQL's low-level backup makes one: what is copied while
 * it changes is put right from the log. The npm packages of PostgreSQL have no pg_basebackup.
 */
export async function copyRunning({ url }: RunningPostgres, from: string, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(`select pg_backup_start('copy', true)`)
    await run('cp', ['-a', `${from}/.`, to])
    const { rows } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop()')
    const data = join(to, 'data')
    await rm(join(data, 'postmaster.pid'), { force: true })
    await writeOwned(data, 'backup_label', rows[0]?.labelfile ?? '')
  } finally {
    await client.end()
  }
}

/** The server may run as another user, whose the copied files are. */
export async function writeOwned(data: string, name: string, text: string): Promise<void> {
  await writeFile(join(data, name), text)
  await run('chown', ['--reference', join(data, 'PG_VERSION'), join(data, name)])
}
