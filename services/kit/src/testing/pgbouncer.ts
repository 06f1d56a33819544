import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chooseUser, freePort } from '@portico/postgres'

export interface Pgbouncer {
  /** The same role and database, through the pooler. */
  through(url: string): string
  stop(): Promise<void>
}

/**
 * A real PgBouncer of the machine that pools transactions, in front of what each URL names; few connections, so that each
 * transaction gets one that another has used. Says what to install where there is none.
 */
export async function startPgbouncer(urls: readonly string[]): Promise<Pgbouncer> {
  const folder = await mkdtemp(join(tmpdir(), 'portico-pgbouncer-'))
  const port = await freePort()
  await chmod(folder, 0o755)
  await writeFile(join(folder, 'pgbouncer.ini'), iniOf(urls, port))
  const child = spawn('pgbouncer', [join(folder, 'pgbouncer.ini')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: `${process.env.PATH}:/usr/sbin` },
    ...chooseUser(),
  })
  const missing = once(child, 'error').then(() => {
    throw new Error('These tests need pgbouncer on the PATH: install the package "pgbouncer".')
  })
  await Promise.race([saysUp(child), missing])
  return {
    through(url) {
      const pooled = new URL(url)
      pooled.host = `127.0.0.1:${port}`
      pooled.pathname = `/${pooled.username}`
      return pooled.href
    },
    async stop() {
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Each role has a database of its own name there: the pooler logs in for it. */
function iniOf(urls: readonly string[], port: number): string {
  const databases = urls.map(url => {
    const { hostname, port: ownPort, pathname, username, password } = new URL(url)
    return `${username} = host=${hostname} port=${ownPort} dbname=${pathname.slice(1)} user=${username} password=${password}`
  })
  return `[databases]
${databases.join('\n')}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
auth_type = any
pool_mode = transaction
default_pool_size = 3
unix_socket_dir =
`
}

async function saysUp({ stderr }: ChildProcess): Promise<void> {
  if (!stderr) return
  for await (const line of createInterface({ input: stderr })) if (line.includes('process up')) break
  stderr.resume()
}
