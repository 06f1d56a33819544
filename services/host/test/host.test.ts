import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { createTestDatabase, type TestDatabase } from '@portico/postgres/testing'
import { SERVICE_NAMES } from '@portico/service-contract/services'
import { startForTest } from '@portico/service-kit/testing'
import { service as releaseService } from '@portico/service-release'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { provisionServices, startServices } from '../src/index.ts'
import { everyServiceOn } from '../testing/index.ts'

const NAMES = SERVICE_NAMES.toSorted()

let database: TestDatabase
let env: NodeJS.ProcessEnv

beforeAll(async () => {
  database = await createTestDatabase()
  // An empty one: the first of these tests installs every service.
  env = everyServiceOn(database.url)
})
afterAll(() => database?.drop())

describe('starting the services in one process', () => {
  it('gives each an address at which it is ready, twice in a row on the same database', async () => {
    for (let start = 0; start < 2; start++) {
      const { urls, stop } = await startServices(env)
      expect(Object.keys(urls).sort()).toEqual(NAMES)
      for (const url of Object.values(urls)) expect((await fetch(`${url}/readyz`)).status).toBe(200)
      await stop()
      await expect(fetch(`${urls.sales}/healthz`)).rejects.toThrow()
    }
  })

  it('registers its services with the release service, and removes them at the end', async () => {
    const release = await startForTest(releaseService)
    const { stop } = await startServices({ ...env, RELEASE_URL: release.url })
    const listNames = async () => {
      const { items } = (await release.call('GET', '/instances', { tenant: null })).json()
      return items.map(({ service, tag }: { service: string; tag: string }) => `${service}:${tag}`)
    }
    expect(await listNames()).toEqual(NAMES.map(name => `${name}:stable`))
    await stop()
    expect(await listNames()).toEqual([])
    await release.stop()
  })

  it('names the service that cannot start and leaves none running', async () => {
    const blocker = createServer().listen(0, '127.0.0.1')
    await once(blocker, 'listening')
    const { port } = blocker.address() as { port: number }
    const start = startServices({ ...env, PARTY_PORT: String(port) })
    await expect(start).rejects.toMatchObject({
      code: 'PORT_IN_USE',
      message: expect.stringMatching(/^Service party: .*PARTY_PORT/),
    })
    blocker.close()
  })
})

describe('the migration job', () => {
  it('gives each service a URL of its own role, with which it starts without the administrator’s', async () => {
    const urls = await provisionServices(env)
    expect(
      Object.entries(urls)
        .map(([name, url]) => [name, new URL(url).username])
        .sort(),
    ).toEqual(NAMES.map(name => [name, `portico_${name}`]))
    expect(new Set(Object.values(urls).map(url => new URL(url).password)).size).toBe(NAMES.length)
    const own = Object.entries(urls).map(([name, url]) => [`${name.toUpperCase()}_DATABASE_URL`, url])
    const { stop } = await startServices({ ...env, DATABASE_URL: '', ...Object.fromEntries(own) })
    await stop()
  })
})

describe('the process', () => {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
  const forked = (variables: NodeJS.ProcessEnv) =>
    fork(main, {
      env: { PATH, NODE_COMPILE_CACHE, ...variables },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })

  async function ready(child: ChildProcess) {
    const [message] = await once(child, 'message')
    return message
  }

  it('sends its parent the addresses and ends with 0 on SIGTERM', async () => {
    const child = forked(env)
    expect(await ready(child)).toEqual({
      type: 'ready',
      urls: expect.objectContaining({ sales: expect.any(String) }),
    })
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('ends when its parent goes', async () => {
    const child = forked(env)
    await ready(child)
    child.disconnect()
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('says in one line why it cannot start', async () => {
    const child = forked({ ...env, DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/none' })
    const lines: string[] = []
    child.stderr?.on('data', chunk => lines.push(...String(chunk).trim().split('\n')))
    expect(await once(child, 'close')).toEqual([1, null])
    expect(lines).toEqual([
      expect.stringMatching(/^DATABASE_UNREACHABLE: Service \w+: Cannot connect .*DATABASE_URL/),
    ])
    expect(lines.join()).not.toContain('hunter2')
  })
})
