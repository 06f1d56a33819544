import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '@portico/bff-framework/testing'
import { createTestDatabase } from '@portico/postgres/testing'
import { expect, onTestFinished, test } from 'vitest'
import { loadService } from '../src/load-service.ts'

const MAIN = join(import.meta.dirname, '../src/main.ts')

interface Started {
  child: ChildProcess
  output(): string
}

/** As a container starts it: with nothing of this process but where programs are. */
function start(line: string[], env: Record<string, string>): Started {
  const child = spawn(process.execPath, [MAIN, ...line], {
    env: { PATH: process.env.PATH, PORTICO_ENV: 'development', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (text += data))
  return { child, output: () => text }
}

async function statusOf(url: string): Promise<string> {
  try {
    const answer = await fetch(url)
    const body = (await answer.json()) as { code?: string; status?: string }
    return `${answer.status} ${body.code ?? body.status}`
  } catch {
    return 'none'
  }
}

async function until(url: string, wanted: string, { child, output }: Started): Promise<void> {
  for (let last = ''; last !== wanted; last = await statusOf(url)) {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${output()}`)
    await sleep(20)
  }
}

test('a service waits for the migration job, alive and not ready; then it serves, and drains at SIGTERM', async () => {
  const database = await createTestDatabase()
  onTestFinished(() => database.drop())
  const party = await loadService('party')
  const url = await party.provision({ DATABASE_URL: database.url, PORTICO_ENV: 'development' })
  const port = String(await freePort())
  const service = start(['service', 'party'], {
    PARTY_DATABASE_URL: url,
    PARTY_PORT: port,
    PORTICO_SERVICE_DRAIN_MS: '60000',
  })
  const at = `http://127.0.0.1:${port}`
  await until(`${at}/readyz`, '503 SCHEMA_TOO_OLD', service)
  expect(await statusOf(`${at}/healthz`)).toBe('200 ok')

  const migration = start(['migrate'], { DATABASE_URL: database.url })
  await once(migration.child, 'close')
  expect(migration.child.exitCode, migration.output()).toBe(0)
  expect(migration.output().match(/"event":"migrated"/g)).toHaveLength(7)
  expect(migration.output()).not.toContain('postgres://')

  await until(`${at}/readyz`, '200 ready', service)
  service.child.kill('SIGTERM')
  await until(`${at}/readyz`, '503 DRAINING', service)
  expect(await statusOf(`${at}/healthz`)).toBe('200 ok')
})

test('what is wrong with its settings is said at once, a line each, and nothing is started', async () => {
  const { child, output } = start(['service', 'sales'], {
    LOG_LEVEL: 'loud',
    SALES_PORT: 'x',
    PORTICO_SECRT: 'x',
  })
  await once(child, 'close')
  expect(child.exitCode).toBe(1)
  expect(output().split('\n').filter(Boolean)).toEqual([
    expect.stringMatching(/^BAD_SETTING: LOG_LEVEL/),
    expect.stringMatching(/^BAD_SETTING: SALES_PORT/),
    expect.stringMatching(/^SETTING_REQUIRED: SALES_DATABASE_URL/),
  ])
})
