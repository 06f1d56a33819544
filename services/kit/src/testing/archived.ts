import { execFile } from 'node:child_process'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { chooseUser, type RunningPostgres, startPostgres } from '@portico/postgres'
import pg from 'pg'
import { copyRunning } from './base-backup.ts'

const run = promisify(execFile)

export interface ArchivedServer {
  /** Superuser's URL. */
  url: string
  /** A base backup of now; `restore` begins with the last one. */
  backUp(): Promise<void>
  /** The clock of the server. */
  now(): Promise<string>
  /** Ends the server, once its log is in the archive, and starts another one as it stood at `until`. */
  restore(until: string): Promise<RestoredServer>
  stop(): Promise<void>
}

export interface RestoredServer {
  url: string
  /** It has come as far as it shall and waits, readable: from here on it is written to. */
  open(): Promise<void>
}

/** The line of docs/operations/backup.md. A segment that is there already, since the server was killed before it knew, must be the same. */
function archiveCommand(folder: string): string {
  const at = `"${folder}/%f"`
  return `if test -f ${at}; then cmp -s "%p" ${at}; else cp "%p" ${at}.part && sync ${at}.part && mv ${at}.part ${at}; fi`
}

/** A real server whose log is archived, that can be restored to a moment. */
export async function startArchived(): Promise<ArchivedServer> {
  const names = ['archive', 'first', 'backup', 'restored']
  const folders = await Promise.all(names.map(name => mkdtemp(`/var/tmp/portico-${name}-`)))
  const [archive = '', home = '', backup = '', restored = ''] = folders
  const user = chooseUser()
  if (user) await chown(archive, user.uid, user.gid)
  const settings = { archive_mode: 'on', archive_command: archiveCommand(archive) }
  let server = await startPostgres({ dir: home, port: 0, isDurable: false, settings })
  return {
    url: server.url,
    backUp: () => copyRunning(server, home, backup),
    async now() {
      const { now } = await ask<{ now: string }>(server.url, `select to_char(${CLOCK}) as now`)
      return now
    },
    async restore(until) {
      await archiveAll(server.url)
      await server.stop()
      await run(process.execPath, restoreLine({ backup, archive, restored, until }))
      server = await startRestored(backup, restored)
      const { url } = server
      return { url, open: () => openForWrites(url) }
    },
    async stop() {
      await server.stop()
      for (const folder of folders) await rm(folder, { recursive: true, force: true })
    },
  }
}

/** To the microsecond, as the log has it. */
const CLOCK = `clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`
const LOOK_MS = 20

/** As the runbook has it. */
function restoreLine(at: Record<'backup' | 'archive' | 'restored' | 'until', string>): string[] {
  const { backup, archive, restored } = at
  const program = createRequire(import.meta.url).resolve('@portico/postgres/restore')
  const places = ['--backup', join(backup, 'data'), '--archive', archive, '--to', join(restored, 'data')]
  return [program, ...places, '--until', at.until]
}

async function startRestored(backup: string, home: string): Promise<RunningPostgres> {
  await run('cp', ['-a', join(backup, 'password'), home])
  return startPostgres({ dir: home, port: 0, isDurable: false })
}

async function openForWrites(url: string): Promise<void> {
  await until(url, `select pg_get_wal_replay_pause_state() = 'paused' as done`)
  await ask(url, 'select pg_wal_replay_resume()')
  await until(url, 'select not pg_is_in_recovery() as done')
}

async function archiveAll(url: string): Promise<void> {
  const { name } = await ask<{ name: string }>(url, 'select pg_walfile_name(pg_switch_wal()) as name')
  await until(url, `select coalesce(last_archived_wal, '') >= '${name}' as done from pg_stat_archiver`)
}

async function until(url: string, isDone: string): Promise<void> {
  while (!(await ask<{ done: boolean }>(url, isDone)).done) await sleep(LOOK_MS)
}

async function ask<Row>(url: string, sql: string): Promise<Row> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows[0] as Row
  } finally {
    await client.end()
  }
}
