import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { TestDatabase } from '@portico/postgres/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createServicesDatabase } from '../testing/index.ts'

const FOLDERS = {
  identity: 'core',
  party: 'core',
  product: 'core',
  pricing: 'core',
  inventory: 'core',
  sales: 'business',
  release: 'platform',
} as const
type Name = keyof typeof FOLDERS
const NAMES = Object.keys(FOLDERS) as Name[]

const { PATH, NODE_COMPILE_CACHE } = process.env
let database: TestDatabase
const started: ChildProcess[] = []

beforeAll(async () => {
  database = await createServicesDatabase()
})
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL')
})
afterAll(() => database?.drop())

/** As the package's `start` script does. */
function run(name: Name, env: NodeJS.ProcessEnv): ChildProcess {
  const main = fileURLToPath(new URL(`../../${FOLDERS[name]}/${name}/src/main.ts`, import.meta.url))
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: {
      PATH,
      NODE_COMPILE_CACHE,
      PORTICO_ENV: 'development',
      [`${name.toUpperCase()}_PORT`]: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  started.push(child)
  return child
}

async function start(name: Name): Promise<{ child: ChildProcess; url: string }> {
  const child = run(name, { DATABASE_URL: database.url })
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const url = line.match(`^${name} listens on (http://.*)$`)?.[1]
    if (url) return { child, url }
  }
  throw new Error(`${name} did not start`)
}

describe('a service in a process of its own', () => {
  it.each(NAMES)('%s is ready, describes itself and ends with 0 on SIGTERM', async name => {
    const { child, url } = await start(name)
    for (const probe of ['/healthz', '/readyz']) expect((await fetch(url + probe)).status).toBe(200)
    const { openapi, paths } = (await (await fetch(`${url}/openapi.json`)).json()) as Record<string, object>
    expect(openapi).toMatch(/^3\.1/)
    expect(Object.keys(paths ?? {})).not.toEqual([])
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('answers the request in flight before it ends', async () => {
    const { child, url } = await start('party')
    const headers = { 'content-type': 'application/json', baggage: 'portico.tenant=t_demo' }
    const open = request(`${url}/customers/batch`, { method: 'POST', headers })
    const answered = once(open, 'response')
    await new Promise(sent => open.write('{"ids":', sent))
    // The answer to another request shows that the service has read the first half by now.
    expect((await fetch(`${url}/healthz`)).status).toBe(200)
    child.kill('SIGTERM')
    const refused = () =>
      fetch(`${url}/healthz`).then(
        () => false,
        () => true,
      )
    await expect.poll(refused).toBe(true)
    open.end('[]}')
    const [{ statusCode }] = await answered
    expect(statusCode).toBe(400)
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('says in one line that it needs a database', async () => {
    const child = run('party', {})
    let text = ''
    child.stderr?.on('data', chunk => {
      text += String(chunk)
    })
    expect(await once(child, 'close')).toEqual([1, null])
    expect(text.trim().split('\n')).toEqual([
      'DATABASE_NOT_CONFIGURED: Set PARTY_DATABASE_URL for the service party; in development DATABASE_URL does.',
    ])
  })
})
