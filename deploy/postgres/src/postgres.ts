import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Binaries, findBinaries } from './binaries.ts'
import { ensureInitialised, ensurePassword, prepareFolder } from './cluster.ts'
import { PostgresError } from './errors.ts'
import { guard } from './guard.ts'
import { stopOrphan } from './orphan.ts'
import { assertFree, freePort } from './port.ts'
import { chooseUser, type RunAs } from './run-as.ts'

const START_TIMEOUT_MS = 20_000
const STOP_TIMEOUT_MS = 15_000

export interface PostgresOptions {
  /** Holds `data/` and `password`. Made when missing. */
  dir: string
  /** 0 picks a free one. */
  port: number
  /** `false` gives up crash safety for speed: for tests only. */
  isDurable?: boolean
  /** Of the server, beside those of a small machine; these win. */
  settings?: Readonly<Record<string, string>>
  onLog?: (line: string) => void
}

export interface RunningPostgres {
  /** Superuser connection; services get roles of their own from it. */
  url: string
  port: number
  pid: number
  /** Where the data really lies: not in `dir` when the server's user could not go there. */
  dataDir: string
  /** Resolves when the server ends on its own. */
  exited: Promise<void>
  stop(): Promise<void>
}

/** Starts a PostgreSQL whose binaries come from npm; the data in `dir` outlives it. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const runAs = chooseUser()
  const binaries = await findBinaries(runAs)
  const dir = await prepareFolder(options.dir, runAs)
  const data = join(dir, 'data')
  const password = await ensurePassword(dir, runAs)
  await ensureInitialised(binaries, data, join(dir, 'password'), runAs)
  await stopOrphan(data)
  const port = options.port === 0 ? await freePort() : await assertFree(options.port)
  const server = launch(binaries, { data, port, runAs }, options)
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  await waitUntilReady(url, server)
  return {
    url,
    port,
    pid: server.child.pid as number,
    dataDir: data,
    exited: server.exited,
    stop: () => stop(server.child, server.exited),
  }
}

/** Small-machine settings: the whole product is meant to rest under 600 MB. */
function settings(port: number, { isDurable = true, settings: more = {} }: PostgresOptions): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: '80',
    shared_buffers: '64MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    ...(isDurable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...more,
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

interface Server {
  child: ChildProcess
  exited: Promise<void>
  lastLines: string[]
}

function launch(
  bin: Binaries,
  { data, port, runAs }: { data: string; port: number; runAs: RunAs | null },
  options: PostgresOptions,
): Server {
  const args = ['-D', data, ...settings(port, options)]
  // A process group of its own: Ctrl-C in the terminal must reach the launcher only, which stops the parts in order.
  const child = spawn(bin.postgres, args, {
    ...runAs,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  guard(child, runAs)
  const lastLines: string[] = []
  child.stderr?.on('data', chunk => {
    for (const line of String(chunk).split('\n').filter(Boolean)) {
      lastLines.push(line)
      if (lastLines.length > 20) lastLines.shift()
      options.onLog?.(line)
    }
  })
  return { child, lastLines, exited: once(child, 'exit').then(() => {}) }
}

/** A PANIC ends the server by a signal, which leaves no exit code. */
function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}

async function waitUntilReady(url: string, server: Server) {
  const deadline = Date.now() + START_TIMEOUT_MS
  while (isRunning(server.child)) {
    if (await answers(url)) return
    if (Date.now() > deadline) break
    await sleep(25)
  }
  server.child.kill('SIGQUIT')
  const reason =
    server.lastLines.find(line => /FATAL|PANIC/.test(line)) ?? server.lastLines.at(-1) ?? 'no output'
  const code = /could not open file|invalid|corrupt|PANIC|incompatible/.test(reason)
    ? 'PG_DATA_CORRUPT'
    : 'PG_START_FAILED'
  throw new PostgresError(code, `The embedded PostgreSQL did not start: ${reason}`)
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, data is flushed. */
async function stop(child: ChildProcess, exited: Promise<void>) {
  if (!isRunning(child)) return
  child.kill('SIGINT')
  const isStopped = await Promise.race([
    exited.then(() => true),
    sleep(STOP_TIMEOUT_MS, false, { ref: false }),
  ])
  if (!isStopped) child.kill('SIGQUIT')
  await exited
}
