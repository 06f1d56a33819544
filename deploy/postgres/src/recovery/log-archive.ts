import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { RestoreError } from './restore-error.ts'

/** Timeline, and two halves of the number: `00000001` `00000000` `0000000A`. */
const SEGMENT = /^([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})$/
const SEGMENTS_SPAN = 2 ** 32

/** What the folder of an archive holds of a backup's log. */
export interface BackupLog {
  /** When the backup was whole: no earlier moment can be restored from it. */
  endedAt: Date
  /** Name of the newest segment. */
  newest: string
}

/**
 * The log from a backup's first segment on, without a gap. PostgreSQL would end a recovery at a gap as if the log ended there, and
 * would say so after hours only. Throws RestoreError: `BACKUP_UNUSABLE`, `LOG_MISSING`.
 */
export async function readBackupLog(archive: string, first: string): Promise<BackupLog> {
  const names = await readdir(archive).catch((cause: unknown) => {
    throw new RestoreError('LOG_MISSING', `The archive ${archive} cannot be read.`, { cause })
  })
  const history = names.find(name => name.startsWith(`${first}.`) && name.endsWith('.backup'))
  if (!history)
    throw new RestoreError(
      'BACKUP_UNUSABLE',
      `The archive ${archive} holds no ${first}.*.backup: the backup was not finished, or its log is in another archive. Use the backup before it.`,
    )
  const newest = await requireWhole(archive, names, first)
  return { endedAt: await readEnd(join(archive, history)), newest }
}

async function requireWhole(archive: string, names: readonly string[], first: string): Promise<string> {
  if (!names.includes(first)) throw missing(archive, first)
  const perHalf = SEGMENTS_SPAN / (await stat(join(archive, first))).size
  const begin = numberOf(first, perHalf)
  // A server that was promoted goes on in a timeline of its own, with the next number.
  const segments = names
    .filter(name => SEGMENT.test(name) && numberOf(name, perHalf) >= begin)
    .toSorted((a, b) => numberOf(a, perHalf) - numberOf(b, perHalf) || (a < b ? -1 : 1))
  for (const [index, name] of segments.entries()) {
    const before = segments[index - 1]
    if (before === undefined) continue
    const expected = numberOf(before, perHalf) + 1
    if (numberOf(name, perHalf) > expected) throw missing(archive, nameOf(before, expected, perHalf))
  }
  return segments.at(-1) ?? first
}

function missing(archive: string, name: string): RestoreError {
  return new RestoreError(
    'LOG_MISSING',
    `The archive ${archive} lacks ${name}. Bring it back from where archives are copied to, or restore to a moment before it with a backup and an archive that end there.`,
  )
}

function numberOf(name: string, perHalf: number): number {
  const [, , high = '', low = ''] = SEGMENT.exec(name) ?? []
  return Number.parseInt(high, 16) * perHalf + Number.parseInt(low, 16)
}

function nameOf(other: string, number: number, perHalf: number): string {
  const hex = (part: number) => part.toString(16).toUpperCase().padStart(8, '0')
  return `${other.slice(0, 8)}${hex(Math.floor(number / perHalf))}${hex(number % perHalf)}`
}

/** `STOP TIME: 2026-11-30 13:52:36 UTC`, in the time zone of the server's log, which must be UTC to be read without a table of names. */
async function readEnd(file: string): Promise<Date> {
  const text = await readFile(file, 'utf8')
  const [, time = '', zone = ''] = /^STOP TIME: (\S+ \S+) (\S+)$/m.exec(text) ?? []
  const end = new Date(`${time.replace(' ', 'T')}Z`)
  if (!Number.isNaN(end.getTime()) && ['UTC', 'GMT', 'Etc/UTC'].includes(zone)) return end
  throw new RestoreError(
    'BACKUP_UNUSABLE',
    `When the backup ended cannot be read in ${file} (${time} ${zone}). The server needs log_timezone = 'UTC' while a backup is made.`,
  )
}
