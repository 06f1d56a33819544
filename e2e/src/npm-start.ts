import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { productEnvironment } from '@portico/launcher/testing'

const root = resolve(import.meta.dirname, '../..')
const RUNNING = 'Portico is running'

/** `npm start` as a supervisor runs it: in a session of its own. Resolves once the product runs. */
export async function npmStart(home: string, env: Record<string, string>): Promise<ChildProcess> {
  const all = { ...productEnvironment(home), ...env }
  const npm = spawn('npm', ['start'], {
    cwd: root,
    env: all,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const isRunning = new Promise<void>(resolve => {
    for (const stream of [npm.stdout, npm.stderr])
      stream?.on('data', chunk => {
        output += String(chunk)
        if (output.includes(RUNNING)) resolve()
      })
  })
  const ended = once(npm, 'exit').then(() => {
    throw new Error(`npm start ended:\n${output.slice(-4000)}`)
  })
  ended.catch(() => {})
  await Promise.race([isRunning, ended])
  return npm
}

/** Command lines of every process that works for the product with its data in `home`, the database's too. Linux alone. */
export function processesOf(home: string): string[] {
  return readdirSync('/proc').flatMap(pid => {
    try {
      const isOwn = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(`PORTICO_HOME=${home}`)
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
      // That of a process that has ended and is not reaped is empty.
      return isOwn && command !== '' ? [command] : []
    } catch {
      return []
    }
  })
}
