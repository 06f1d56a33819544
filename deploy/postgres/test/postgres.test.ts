import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { type RunningPostgres, startPostgres } from '../src/index.ts'

/** A folder that a server was started in and left: making one costs a second of a core. */
let made: string
let dir: string
let server: RunningPostgres | null

beforeAll(async () => {
  made = await mkdtemp('/var/tmp/portico-pg-made-')
  await (await startPostgres({ dir: made, port: 0, isDurable: false })).stop()
})
afterAll(() => rm(made, { recursive: true, force: true }))

beforeEach(async () => {
  dir = await mkdtemp('/var/tmp/portico-pg-test-')
  // Owners and modes too, on which PostgreSQL insists.
  await promisify(execFile)('cp', ['-a', `${made}/.`, dir])
  server = null
})

afterEach(async () => {
  await server?.stop()
  await rm(dir, { recursive: true, force: true })
})

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

const start = (port = 0) => startPostgres({ dir, port, isDurable: false })

describe('startPostgres', () => {
  test('is PostgreSQL 18 with the extensions the design counts on', async () => {
    server = await start()
    const rows = await query(
      server.url,
      `select current_setting('server_version_num')::int / 10000 as major,
        (select count(*)::int from pg_available_extensions where name in ('pg_trgm', 'pgcrypto', 'unaccent', 'btree_gin')) as extensions`,
    )
    expect(rows).toEqual([{ major: 18, extensions: 4 }])
  })

  test('keeps its data over a stop and a start', async () => {
    server = await start()
    await query(server.url, 'create table kept as select 42 as answer')
    await server.stop()
    server = await start()
    expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  })

  test('takes over from a server that a killed product left behind', async () => {
    const orphan = await start()
    await query(orphan.url, 'create table kept as select 1 as answer')
    server = await start()
    await orphan.exited
    expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 1 }])
  })

  test('starts again after its server was killed, though the dead process is not reaped', async () => {
    const victim = await startPostgres({ dir, port: 0 })
    await query(victim.url, 'create table kept as select 2 as answer')
    process.kill(victim.pid, 'SIGKILL')
    server = await start()
    expect(await query(server.url, 'select answer from kept')).toEqual([{ answer: 2 }])
  })

  test('refuses a folder of another version and says what to do', async () => {
    server = await start()
    await server.stop()
    await writeFile(join(dir, 'data', 'PG_VERSION'), '12\n')
    await expect(start()).rejects.toMatchObject({
      code: 'PG_DATA_CORRUPT',
      message: expect.stringContaining('move it away'),
    })
  })

  test('refuses a damaged folder', async () => {
    server = await start()
    await server.stop()
    await writeFile(join(dir, 'data', 'global', 'pg_control'), 'garbage')
    await expect(start()).rejects.toMatchObject({ code: 'PG_DATA_CORRUPT' })
  })

  test('names the port that is taken', async () => {
    const taken = createServer()
    const port = await new Promise<number>(done => {
      taken.listen(0, '127.0.0.1', () => done((taken.address() as { port: number }).port))
    })
    await expect(start(port)).rejects.toMatchObject({
      code: 'PG_PORT_IN_USE',
      message: expect.stringContaining(String(port)),
    })
    taken.close()
  })
})

test('a server does not outlive the process that started it, however that ended', async () => {
  const program = `
    import { startPostgres } from '${new URL('../src/index.ts', import.meta.url).href}'
    const server = await startPostgres({ dir: '${dir}', port: 0, isDurable: false })
    process.send(server.pid)
    setInterval(() => {}, 1000)`
  const args = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program]
  const owner = spawn(process.execPath, args, {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true,
  })
  const [pid] = (await once(owner, 'message')) as [number]
  process.kill(-(owner.pid as number), 'SIGKILL')
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 10_000 })
})
