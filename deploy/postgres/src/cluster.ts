import { spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmod,
  chown,
  lchown,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  writeFile,
} from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { PostgresError } from './errors.ts'
import { assertOwnFile, assertOwnFolder } from './own-folder.ts'
import { isReachableBy, type RunAs } from './run-as.ts'

/** Major version of the binaries; a data folder of another major cannot be opened by them. */
const MAJOR = '18'

/** The folder the server's user can reach; answers where it really is. */
export async function prepareFolder(wanted: string, runAs: RunAs | null): Promise<string> {
  const isNew = (await mkdir(wanted, { recursive: true })) !== undefined
  if (!runAs) return wanted
  const parent = dirname(await realpath(wanted))
  // A folder under a 0700 home cannot be reached by the server's user: the data is kept in a public place.
  const dir = (await isReachableBy(parent))
    ? wanted
    : await ensurePublicFolder(wanted, { parent, isNew, runAs })
  await chmod(dir, 0o700)
  await chown(dir, runAs.uid, runAs.gid)
  return dir
}

const PUBLIC = '/var/tmp'

/**
 * A name that no other user can guess, noted in the folder that was wanted, which others cannot read. Before there were
 * notes the name came from the path: such a folder goes on being used, when it is ours. Throws `PG_FOLDER_NOT_OWN`.
 */
async function ensurePublicFolder(
  wanted: string,
  { parent, isNew, runAs }: { parent: string; isNew: boolean; runAs: RunAs },
): Promise<string> {
  const note = join(wanted, 'place')
  const noted = (await readFile(note, 'utf8').catch(() => '')).trim()
  const byPath = `portico-data-${createHash('sha256').update(parent).digest('hex').slice(0, 12)}`
  const known = noted || (isNew ? '' : join(PUBLIC, byPath))
  if (known && (await isThere(known))) {
    await assertOwnFolder(known, [0, runAs.uid])
    return known
  }
  const made = await mkdtemp(join(PUBLIC, 'portico-data-'))
  await writeFile(note, `${made}\n`, { mode: 0o600 })
  return made
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}

/** The superuser's password, made once. */
export async function ensurePassword(dir: string, runAs: RunAs | null): Promise<string> {
  const file = join(dir, 'password')
  if (await isThere(file)) {
    await assertOwnFile(file, runAs ? [0, runAs.uid] : [process.getuid?.() ?? 0])
    const found = (await readFile(file, 'utf8')).trim()
    if (found) return found
  }
  const password = randomBytes(24).toString('hex')
  await writeFile(file, `${password}\n`, { mode: 0o600 })
  if (runAs) await lchown(file, runAs.uid, runAs.gid)
  return password
}

/** Makes the data folder (a cluster, in PostgreSQL's words), or refuses one these binaries cannot open. */
export async function ensureInitialised(
  bin: Binaries,
  data: string,
  passwordFile: string,
  runAs: RunAs | null,
) {
  const entries = await readdir(data).catch(() => [] as string[])
  if (entries.length === 0) return initialise(bin, data, passwordFile, runAs)
  const version = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => '')
  if (version.trim() === MAJOR && entries.includes('global')) return
  throw new PostgresError(
    'PG_DATA_CORRUPT',
    `The database folder ${data} is damaged or of another PostgreSQL version (found ${version.trim() || 'none'}, need ${MAJOR}). Restore it from a backup, or move it away to begin with fresh demo data.`,
  )
}

async function initialise(bin: Binaries, data: string, passwordFile: string, runAs: RunAs | null) {
  const args = [
    `--pgdata=${data}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
  ]
  const child = spawn(bin.initdb, args, { ...runAs, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.on('data', chunk => {
    errors += String(chunk)
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code === 0) return
  await rm(data, { recursive: true, force: true })
  throw new PostgresError('PG_START_FAILED', `initdb failed (${code}): ${errors.trim().split('\n').at(-1)}`)
}
