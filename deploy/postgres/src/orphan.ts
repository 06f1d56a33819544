import { readdir, readFile, readlink, realpath, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { PostgresError } from './errors.ts'

const STOP_TIMEOUT_MS = 15_000
const POLL_MS = 50

/**
 * A product that was killed may leave its server behind, holding the lock on the data: it is asked to end. A server that was killed itself
 * leaves a lock file, which PostgreSQL respects for as long as the process id exists, be it as a zombie that is not reaped: once no
 * process works in the folder any more, that file means nothing and goes.
 */
export async function stopOrphan(data: string): Promise<void> {
  const lock = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number(lock.split('\n')[0])
  if (!pid) return
  if (await isServerOf(pid, data)) process.kill(pid, 'SIGINT')
  const deadline = Date.now() + STOP_TIMEOUT_MS
  while ((await isServerOf(pid, data)) || (await isWorkedIn(data))) {
    if (Date.now() > deadline) {
      throw new PostgresError(
        'PG_DATA_IN_USE',
        `A process (${pid}) still uses the database folder ${data}. End it, then start again.`,
      )
    }
    await sleep(POLL_MS)
  }
  if (process.platform === 'linux') await rm(join(data, 'postmaster.pid'), { force: true })
}

async function isServerOf(pid: number, data: string): Promise<boolean> {
  if (!isAlive(pid)) return false
  if (process.platform !== 'linux') return true
  // Empty for a zombie; another program's for a number that was given out again.
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return command.includes('postgres') && command.includes(data)
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Every process of a server has the data folder as its working directory; its helpers outlive a killed one by a moment. */
async function isWorkedIn(data: string): Promise<boolean> {
  if (process.platform !== 'linux') return false
  const real = await realpath(data)
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name))
  const places = await Promise.all(pids.map(pid => readlink(`/proc/${pid}/cwd`).catch(() => '')))
  return places.includes(real)
}
