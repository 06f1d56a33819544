import type { StatsFs } from 'node:fs'
import { mkdir, mkdtemp, readdir, rm, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFault } from './file-fault.ts'
import type { Settings } from './settings.ts'
import { StartError } from './start-error.ts'

const MB = 1024 ** 2
/** The first start writes 120 MB: database, builds, what Node compiles. */
const FIRST_START_MB = 250
/** A later one builds what is stale; a database that finds no room ends in the middle of its work. */
const LATER_START_MB = 50

/** Free blocks, and the bytes of each. */
type Room = Pick<StatsFs, 'bavail' | 'bsize'>

/**
 * Refuses what nothing can be kept in before anything is started, and leaves nothing in it. Throws `FOLDER_NOT_WRITABLE`,
 * `DISK_FULL`.
 */
export async function requireHome(
  { home, artifacts }: Pick<Settings, 'home' | 'artifacts'>,
  readRoom: (folder: string) => Promise<Room> = statfs,
): Promise<void> {
  await requireWritable(home, 'PORTICO_HOME')
  await requireWritable(artifacts, 'PORTICO_ARTIFACTS')
  const kept = (await readdir(home)).filter(name => join(home, name) !== artifacts)
  const neededMb = kept.length > 0 ? LATER_START_MB : FIRST_START_MB
  const { bavail, bsize } = await readRoom(home)
  const freeMb = Math.floor((bavail * bsize) / MB)
  if (freeMb >= neededMb) return
  throw new StartError(
    'DISK_FULL',
    `${home} has ${freeMb} MB of room, and ${neededMb} MB are needed. Free some, or choose another place with PORTICO_HOME.`,
  )
}

async function requireWritable(folder: string, setting: string): Promise<void> {
  const made = await attempt(() => mkdir(folder, { recursive: true }), folder, setting)
  try {
    const probe = await attempt(() => mkdtemp(join(folder, '.probe-')), folder, setting)
    await rm(probe, { recursive: true })
  } catch (error) {
    if (made !== undefined) await rm(made, { recursive: true, force: true })
    throw error
  }
}

async function attempt<T>(work: () => Promise<T>, folder: string, setting: string): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    throw writeFault(cause, `${folder} (${setting})`) ?? cause
  }
}
