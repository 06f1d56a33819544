import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PORT_SETTINGS } from '../src/ports.ts'

const main = join(import.meta.dirname, '../src/main.ts')
let home: string

beforeAll(async () => {
  home = await mkdtemp('/var/tmp/portico-home-')
  // The database's user must be able to walk through it, as through any ordinary project folder.
  await chmod(home, 0o755)
})
afterAll(() => rm(home, { recursive: true, force: true }))

/** Any free port everywhere, so that a product running beside the tests is no obstacle. */
const FREE = Object.fromEntries(PORT_SETTINGS.map(name => [name, '0']))

async function start(env: Record<string, string>): Promise<{ code: number | null; errors: string[] }> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: { ...process.env, ...FREE, PORTICO_HOME: home, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 30_000,
  })
  let text = ''
  child.stderr.on('data', chunk => {
    text += String(chunk)
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, errors: text.trim().split('\n') }
}

describe('the launcher refuses in one line, with an exit code', () => {
  test.each(['PORT', 'RELEASE_PORT', 'SALES_GRAY_PORT'])('when the port of %s is taken', async variable => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as { port: number }
    const { code, errors } = await start({ [variable]: String(port) })
    taken.close()
    expect(code).toBe(1)
    expect(errors).toEqual([
      expect.stringMatching(new RegExp(`^PORT_IN_USE: Port ${port} .* with ${variable}\\.$`)),
    ])
  })

  test('when the database of DATABASE_URL does not answer', async () => {
    const { code, errors } = await start({ DATABASE_URL: 'postgres://stranger:nothing@127.0.0.1:1/none' })
    expect(code).toBe(1)
    expect(errors).toEqual([
      expect.stringMatching(/^DATABASE_UNREACHABLE: .*127\.0\.0\.1:1.*Start it or correct the URL/),
    ])
  })

  test('when DATABASE_URL is no URL', async () => {
    const { code, errors } = await start({ DATABASE_URL: 'localhost/portico' })
    expect(code).toBe(1)
    expect(errors).toEqual([expect.stringMatching(/^BAD_SETTING: DATABASE_URL/)])
  })

  test('when the data folder is not a database', async () => {
    const broken = join(home, 'broken')
    await mkdir(join(broken, 'pg/data'), { recursive: true })
    await writeFile(join(broken, 'pg/data/PG_VERSION'), 'x')
    const { code, errors } = await start({ PORTICO_HOME: broken })
    expect(code).toBe(1)
    expect(errors).toEqual([expect.stringMatching(/^PG_DATA_CORRUPT: .*move it away/)])
  })
})
