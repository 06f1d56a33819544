import { execFile } from 'node:child_process'
import { appendFile, mkdir, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type BackupLog, readBackupLog } from './log-archive.ts'
import { RestoreError } from './restore-error.ts'

const run = promisify(execFile)

export interface RestoreOptions {
  /** A folder as `pg_basebackup` makes it (format plain). It is only read. */
  backup: string
  /** Folder of the archived log; the restored server reads it. */
  archive: string
  /** Where the data shall lie: a folder that is empty or not there. */
  to: string
  /** An instant with its zone, or a position of the log: what was committed before it is restored, and nothing else. */
  until: string
  /** The server is writable once it has come so far; else it waits, readable, for `select pg_wal_replay_resume()`. */
  promotes?: boolean
}

export interface PreparedRestore extends BackupLog {
  to: string
}

const POSITION = /^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/i
const INSTANT = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:?\d\d)$/
/** What belongs to the server that the backup was made of. */
const OF_ITS_SERVER = ['postmaster.pid', 'postmaster.opts', 'standby.signal']

/**
 * A data folder that PostgreSQL, when it is started on it, brings to where its database stood at `until`. Nothing is at `to` before all of
 * it is there. Throws RestoreError.
 */
export async function prepareRestore(options: RestoreOptions): Promise<PreparedRestore> {
  const { backup, archive, to } = options
  const target = targetOf(options.until)
  requirePlain(archive)
  const first = await readFirstSegment(backup)
  const log = await readBackupLog(archive, first)
  if (target.instant && target.instant <= log.endedAt)
    throw new RestoreError(
      'RESTORE_TIME_WRONG',
      `${options.until} is not after the end of this backup (${log.endedAt.toISOString()}). Use the backup before it.`,
    )
  await requireEmpty(to)
  const partial = `${resolve(to)}.partial`
  await rm(partial, { recursive: true, force: true })
  await mkdir(dirname(partial), { recursive: true })
  await run('cp', ['-a', `${resolve(backup)}/.`, partial])
  for (const name of OF_ITS_SERVER) await rm(join(partial, name), { force: true })
  await appendFile(join(partial, 'postgresql.auto.conf'), settingsOf(options, target.setting))
  await writeFile(join(partial, 'recovery.signal'), '')
  await run('chown', ['--reference', join(partial, 'PG_VERSION'), join(partial, 'recovery.signal')])
  await rmdir(to).catch(() => {})
  await rename(partial, to)
  return { to, ...log }
}

interface Target {
  setting: string
  /** Null: a position. */
  instant: Date | null
}

function targetOf(until: string): Target {
  if (POSITION.test(until)) return { setting: `recovery_target_lsn = '${until}'`, instant: null }
  const instant = new Date(until.replace(' ', 'T'))
  if (INSTANT.test(until) && !Number.isNaN(instant.getTime()))
    return { setting: `recovery_target_time = '${plainOf(until)}'`, instant }
  throw new RestoreError(
    'RESTORE_TIME_WRONG',
    `${until} is neither an instant with its zone, such as 2026-11-30T13:52:36Z, nor a position of the log, such as 0/3000148.`,
  )
}

/** Of a setting, PostgreSQL reads neither `T` nor `Z`. */
function plainOf(instant: string): string {
  return instant.replace('T', ' ').replace('Z', '+00:00')
}

/** The later line of a file wins, and of targets there may be one. */
function settingsOf({ archive, promotes = false }: RestoreOptions, target: string): string {
  const folder = resolve(archive)
  const lines = [
    ...['time', 'lsn', 'xid', 'name'].map(kind => `recovery_target_${kind} = ''`),
    `recovery_target = ''`,
    target,
    'recovery_target_inclusive = off',
    `recovery_target_timeline = 'latest'`,
    `recovery_target_action = '${promotes ? 'promote' : 'pause'}'`,
    `restore_command = '${quoted(`cp "${folder}/%f" "%p"`)}'`,
    // Its log is another one from here on: in the same archive it would stand beside that of the server it takes the place of.
    'archive_mode = off',
    `primary_conninfo = ''`,
  ]
  return `\n${lines.join('\n')}\n`
}

function quoted(text: string): string {
  return text.replaceAll("'", "''")
}

/** It is written into a line of a shell, in which PostgreSQL replaces what follows a `%`. */
function requirePlain(archive: string): void {
  if (/^[\w ./-]+$/.test(resolve(archive))) return
  throw new RestoreError(
    'WRONG_USAGE',
    `The path of the archive (${resolve(archive)}) may have letters without accents, digits, spaces, and . _ - / alone. Give a link to it.`,
  )
}

async function readFirstSegment(backup: string): Promise<string> {
  const label = await readFile(join(backup, 'backup_label'), 'utf8').catch(() => '')
  const first = /^START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)$/m.exec(label)?.[1]
  const tablespaces = await readdir(join(backup, 'pg_tblspc')).catch(() => [])
  if (!first)
    throw new RestoreError(
      'BACKUP_UNUSABLE',
      `${backup} is no whole backup: it has no backup_label. A copy of a data folder alone cannot be restored; make one by pg_basebackup.`,
    )
  if (tablespaces.length === 0) return first
  throw new RestoreError(
    'BACKUP_UNUSABLE',
    `${backup} has tablespaces, which would be used where the first server has them. Restore it by hand, with --tablespace-mapping.`,
  )
}

async function requireEmpty(to: string): Promise<void> {
  const found = await readdir(to).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return []
    throw new RestoreError('RESTORE_TARGET_TAKEN', `${to} is no folder that can be written to.`, { cause })
  })
  if (found.length === 0) return
  throw new RestoreError(
    'RESTORE_TARGET_TAKEN',
    `${to} is not empty. Restore beside what is there, and exchange them when you have looked at it.`,
  )
}
