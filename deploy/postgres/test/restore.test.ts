import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { prepareRestore } from '../src/recovery/prepare-restore.ts'

// That a real server comes up with the right rows: services/business/sales/test/restore.test.ts.

const FIRST = '0000000100000000000000FE'
const SEGMENT_BYTES = 16 * 1024 * 1024
const UNTIL = '2026-11-30T13:00:00Z'

let folder: string
let given: { backup: string; archive: string; to: string; until: string }

beforeEach(async () => {
  folder = await mkdtemp('/tmp/portico-restore-')
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const [backup, archive] = [join(folder, 'backup'), join(folder, 'archive')]
  await mkdir(join(backup, 'pg_tblspc'), { recursive: true })
  await mkdir(archive)
  await write(backup, {
    PG_VERSION: '18\n',
    backup_label: `START WAL LOCATION: 0/FE000028 (file ${FIRST})\nBACKUP METHOD: streamed\n`,
    'postgresql.auto.conf': `recovery_target_lsn = '0/1'\n`,
    'postmaster.pid': '1\n',
    'standby.signal': '',
  })
  await write(archive, {
    [`${FIRST}.00000028.backup`]: 'STOP TIME: 2026-11-30 12:00:00 UTC\n',
    '0000000100000000000000FF': '',
    '000000010000000100000000': '',
    // After a promotion, in a timeline of its own.
    '000000020000000100000000': '',
    '000000020000000100000001': '',
    '00000002.history': '',
  })
  await promisify(execFile)('truncate', ['-s', String(SEGMENT_BYTES), join(archive, FIRST)])
  given = { backup, archive, to: join(folder, 'data'), until: UNTIL }
})

async function write(into: string, files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) await writeFile(join(into, name), text)
}

test('a data folder is there as a whole, with what PostgreSQL needs to come to the moment and stop', async () => {
  expect(await prepareRestore(given)).toEqual({
    to: given.to,
    endedAt: new Date('2026-11-30T12:00:00Z'),
    newest: '000000020000000100000001',
  })
  const names = ['PG_VERSION', 'backup_label', 'pg_tblspc', 'postgresql.auto.conf', 'recovery.signal']
  expect((await readdir(given.to)).toSorted()).toEqual(names)
  const lines = (await readFile(join(given.to, 'postgresql.auto.conf'), 'utf8')).split('\n')
  const last = Object.fromEntries(lines.filter(Boolean).map(line => line.split(' = ')))
  expect(last).toMatchObject({
    recovery_target_lsn: `''`,
    recovery_target_time: `'2026-11-30 13:00:00+00:00'`,
    recovery_target_inclusive: 'off',
    recovery_target_action: `'pause'`,
    restore_command: `'cp "${given.archive}/%f" "%p"'`,
    archive_mode: 'off',
  })
  expect(await readdir(folder)).not.toContain('data.partial')
})

test.each([
  ['LOG_MISSING', /0000000100000000000000FF/, () => rm(join(given.archive, '0000000100000000000000FF'))],
  [
    'LOG_MISSING',
    /000000010000000100000000/,
    async () => {
      for (const timeline of ['1', '2']) await rm(join(given.archive, `0000000${timeline}0000000100000000`))
    },
  ],
  ['LOG_MISSING', /cannot be read/, () => rm(given.archive, { recursive: true })],
  ['BACKUP_UNUSABLE', /was not finished/, () => rm(join(given.archive, `${FIRST}.00000028.backup`))],
  ['BACKUP_UNUSABLE', /no backup_label/, () => rm(join(given.backup, 'backup_label'))],
  ['BACKUP_UNUSABLE', /tablespaces/, () => mkdir(join(given.backup, 'pg_tblspc/16400'))],
  ['BACKUP_UNUSABLE', /log_timezone/, () => endsAt('2026-11-30 14:00:00 CET')],
  ['RESTORE_TIME_WRONG', /the backup before it/, () => endsAt('2026-11-30 13:00:00 UTC')],
  ['RESTORE_TIME_WRONG', /with its zone/, () => (given.until = '2026-11-30 13:00:00')],
  ['RESTORE_TIME_WRONG', /with its zone/, () => (given.until = `2026-11-30T13:00:00Z'; x = '`)],
  ['WRONG_USAGE', /Give a link/, () => (given.archive = '/x/$(id)')],
  ['RESTORE_TARGET_TAKEN', /not empty/, () => mkdir(join(given.to, 'base'), { recursive: true })],
])('%s, with nothing made: %s', async (code, message, spoil) => {
  await spoil()
  const before = await readdir(folder)
  await expect(prepareRestore(given)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  })
  expect(await readdir(folder)).toEqual(before)
})

function endsAt(time: string) {
  return write(given.archive, { [`${FIRST}.00000028.backup`]: `STOP TIME: ${time}\n` })
}

test('a position of the log is a moment too, and a server that need not be looked at first opens by itself', async () => {
  await prepareRestore({ ...given, until: '1/0A', promotes: true })
  const text = await readFile(join(given.to, 'postgresql.auto.conf'), 'utf8')
  expect(text).toContain(`recovery_target_lsn = '1/0A'`)
  expect(text).toContain(`recovery_target_action = 'promote'`)
})
