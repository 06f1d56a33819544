import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startPostgres } from '@portico/postgres'
import { createTestDatabase } from '@portico/postgres/testing'
import { Discovery, ResilientClient, ServiceBinding, stableTargets } from '@portico/service-client'
import { type ServiceUnderTest, startForTest } from '@portico/service-kit/testing'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { abortMove, clearOldRows, type MoveEvent, moveTenant, type ServingInstance } from '../src/index.ts'
import { fileDirectory } from './file-directory.ts'
import type { KilledOptions } from './killed.ts'
import { ledger } from './ledger/ledger.ts'

const TENANT = 't_moves'
const OTHER = 't_stays'
const STEPS: MoveEvent['step'][] = [
  'watched',
  'copied',
  'caught up',
  'compared',
  'held',
  'parked',
  'verified',
  'opened',
  'switched',
  'registered',
  'delivered',
]
const services = ['ledger']
const ends: (() => Promise<unknown>)[] = []
const cells = new Map<string, string>()
const under = new Map<string, ServiceUnderTest>()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp('/var/tmp/portico-mover-')
  ends.push(() => rm(folder, { recursive: true, force: true }))
  const east = await startPostgres({ dir: join(folder, 'east'), port: 0, isDurable: false })
  ends.push(() => east.stop())
  const home = await createTestDatabase()
  ends.push(() => home.drop())
  for (const [cell, url] of [['home', home.url] as const, ['east', east.url] as const]) {
    cells.set(cell, url)
    const service = await startForTest(ledger, { DATABASE_URL: url, PORTICO_CELL: cell })
    ends.push(() => service.stop())
    under.set(cell, service)
  }
})
afterAll(async () => {
  for (const end of ends.toReversed()) await end()
})

/** As the gateway calls: it knows where the cells are, and of no move. */
function callerOfCells() {
  const discovery = new Discovery(['ledger'], { ledger: under.get('home')?.url ?? '' })
  discovery.setInstances(
    [...under].map(([cell, { url }]) => {
      const instance = { id: cell, service: 'ledger', tag: 'stable', version: '1.0.0', isHealthy: true }
      return { ...instance, url, cell }
    }),
  )
  const client = new ResilientClient(discovery, { followsTenants: true })
  ends.push(() => client.close())
  return async (tenantId: string, method: 'GET' | 'POST', path: string, body?: object) => {
    const attempt = await client.send({
      service: 'ledger',
      method,
      path,
      headers: { baggage: `portico.tenant=${tenantId}`, ...(body && { 'content-type': 'application/json' }) },
      body: body ? JSON.stringify(body) : null,
      isRead: method === 'GET',
      binding: new ServiceBinding(stableTargets, tenantId),
      timeoutMs: 5_000,
      deadlineAt: performance.now() + 5_000,
    })
    if (attempt.outcome !== 'answered') return { status: 0, text: attempt.outcome }
    return { status: attempt.answer.status, text: attempt.answer.body.toString() }
  }
}

async function ask<Row extends pg.QueryResultRow>(cell: string, sql: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: cells.get(cell), options: '-c search_path=ledger' })
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end()
  }
}

/** Straight into the database, with its messages missing. */
const fill = (tenantId: string, count: number, first = 1_000_000) =>
  ask(
    'home',
    `insert into entry select $1, gen_random_uuid()::text, n from generate_series($3::int, $2::int) n`,
    [tenantId, first + count - 1, first],
  )

const rowsOf = async (cell: string, tenantId: string) => {
  const [found] = await ask<{ count: number; sum: string }>(
    cell,
    `select count(*)::int as count, md5(string_agg(row(id, number, twice, entered_at)::text, ',' order by id)) as sum
     from entry where tenant_id = $1`,
    [tenantId],
  )
  return found
}

/** Reads and writes until it is stopped; says what became of them. */
function load(tenantId: string) {
  const call = callerOfCells()
  const seen = { reads: 0, badReads: [] as string[], written: new Set<string>(), tries: [] as string[] }
  let isOver = false
  let next = 0
  const read = async () => {
    while (!isOver) {
      const before = seen.written.size
      const { status, text } = await call(tenantId, 'GET', '/entries/count')
      seen.reads += 1
      // What was written before must be seen, wherever the tenant is by now.
      if (status !== 200 || JSON.parse(text).count < before) seen.badReads.push(`${status} ${text}`)
    }
  }
  const write = async () => {
    while (!isOver) {
      next += 1
      const number = next
      for (let done = false; !done; ) {
        const { status, text } = await call(tenantId, 'POST', '/entries', { number })
        done = status === 201
        if (done) seen.written.add(JSON.parse(text).id)
        else seen.tries.push(`${status} ${JSON.parse(text || '{}').code}`)
      }
      if (number % 5 === 0) await call(tenantId, 'POST', '/swaps')
    }
  }
  const all = Promise.all([read(), write(), write()])
  return {
    seen,
    stop: async () => {
      isOver = true
      await all
      return seen
    },
  }
}

async function die(options: Omit<KilledOptions, 'cells' | 'directory'>): Promise<string> {
  const given = { ...options, cells: Object.fromEntries(cells), directory: join(folder, 'directory.json') }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'killed.ts'), JSON.stringify(given)], {
    stdio: ['ignore', 'inherit', 'pipe'],
  })
  let errors = ''
  child.stderr.on('data', data => (errors += data))
  const [code, signal] = await once(child, 'exit')
  return signal ?? `${code} ${errors}`
}

test('a tenant moves while it is read and written, by movers that die at each step', async () => {
  const directory = fileDirectory(join(folder, 'directory.json'))
  const whole = { tenantId: TENANT, to: 'east', cells, services, directory }
  await fill(TENANT, 2_500)
  await fill(OTHER, 300)
  const others = await rowsOf('home', OTHER)
  await moveTenant({ ...whole, isDryRun: true })
  const busy = load(TENANT)
  for (const diesAt of STEPS)
    expect([diesAt, await die({ tenantId: TENANT, to: 'east', diesAt })]).toEqual([diesAt, 'SIGKILL'])
  await moveTenant(whole)
  const written = busy.seen.written.size
  await expect.poll(() => busy.seen.written.size, { timeout: 20_000 }).toBeGreaterThan(written + 20)
  const { reads, badReads, written: all, tries } = await busy.stop()

  expect(badReads).toEqual([])
  expect(reads).toBeGreaterThan(50)
  expect(new Set(tries)).toEqual(new Set(tries.filter(text => text === '503 TENANT_MOVING')))
  expect(await directory.read(TENANT)).toEqual({ tenantId: TENANT, cell: 'east', generation: 1 })
  const rows = await ask<{ id: string }>('east', 'select id from entry where tenant_id = $1', [TENANT])
  expect(rows).toHaveLength(2_500 + all.size)
  const there = new Set(rows.map(({ id }) => id))
  expect([...all].filter(id => !there.has(id))).toEqual([])
  expect(await ask('east', 'select count from entry_count where tenant_id = $1', [TENANT])).toEqual([
    { count: 2_500 + all.size },
  ])
  // What only the database of before can say stayed there.
  const moved = 'select count(*)::int as count from entry where tenant_id = $1 and written_in = 0'
  const [without] = await ask<{ count: number }>('east', moved, [TENANT])
  expect(without?.count).toBeGreaterThanOrEqual(2_500)
  // Each message came to one effect, whichever cell it was written in.
  const effects = () =>
    ask<{ count: number; entries: number }>(
      'east',
      'select count(*)::int as count, count(distinct entry_id)::int as entries from effect where tenant_id = $1',
      [TENANT],
    )
  await expect.poll(effects, { timeout: 30_000 }).toEqual([{ count: all.size, entries: all.size }])
  expect(await rowsOf('home', OTHER)).toEqual(others)
  expect(await rowsOf('east', OTHER)).toMatchObject({ count: 0 })
})

test('the cell of before says where the tenant is, and nothing is written there', async () => {
  const before = await rowsOf('home', TENANT)
  const answer = await under
    .get('home')
    ?.call('POST', '/entries', { tenant: TENANT, body: { number: 9_999_999 } })
  expect([answer?.statusCode, answer?.json().code, answer?.headers['x-portico-tenant']]).toEqual([
    421,
    'TENANT_MOVED',
    'moved east 1',
  ])
  expect(await rowsOf('home', TENANT)).toEqual(before)
  // Nor does another cell serve one that never came there.
  const lost = await under.get('east')?.call('GET', '/entries/count', { tenant: OTHER })
  expect([lost?.statusCode, lost?.headers['x-portico-tenant']]).toEqual([421, 'moved home 0'])
})

test('a move that is aborted leaves the tenant where it was', async () => {
  const directory = fileDirectory(join(folder, 'directory.json'))
  const before = await rowsOf('east', TENANT)
  expect(await die({ tenantId: TENANT, to: 'home', diesAt: 'copied' })).toBe('SIGKILL')
  await expect(
    moveTenant({ tenantId: TENANT, to: 'west', cells, services, directory }),
  ).rejects.toMatchObject({
    code: 'MOVE_UNDER_WAY',
  })
  await abortMove({ tenantId: TENANT, cells, services, directory })
  expect(await rowsOf('home', TENANT)).toMatchObject({ count: 0 })
  const call = callerOfCells()
  expect((await call(TENANT, 'POST', '/entries', { number: 5_000_000 })).status).toBe(201)
  expect((await rowsOf('east', TENANT))?.count).toBe((before?.count ?? 0) + 1)
})

test('rows of before are deleted when their day is over, and a tenant comes back', async () => {
  const directory = fileDirectory(join(folder, 'directory.json'))
  const others = await rowsOf('home', OTHER)
  await moveTenant({ tenantId: TENANT, to: 'home', cells, services, directory })
  expect((await directory.read(TENANT)).generation).toBe(2)
  await clearOldRows({ cells, services })
  expect((await rowsOf('east', TENANT))?.count).toBeGreaterThan(0)
  await clearOldRows({ cells, services, keptHours: 0 })
  expect(await rowsOf('east', TENANT)).toMatchObject({ count: 0 })
  expect((await rowsOf('home', TENANT))?.count).toBeGreaterThan(2_500)
  expect(await rowsOf('home', OTHER)).toEqual(others)
  const call = callerOfCells()
  expect((await call(TENANT, 'POST', '/entries', { number: 6_000_000 })).status).toBe(201)
})

test('what would lose something is refused before it begins', async () => {
  const file = join(folder, 'directory.json')
  const directory = fileDirectory(file)
  const move = (more: object) =>
    moveTenant({ tenantId: OTHER, to: 'east', cells, services, directory, ...more })
  await expect(move({ to: 'west' })).rejects.toMatchObject({ code: 'CELL_UNKNOWN' })
  await expect(move({ to: 'home' })).rejects.toMatchObject({ code: 'MOVE_NOT_NEEDED' })
  await expect(move({ tenantId: 't_nobody' })).rejects.toMatchObject({ code: 'MOVE_TENANT_EMPTY' })
  await ask('east', 'insert into entry values ($1, $1, 1)', [OTHER])
  await expect(move({})).rejects.toMatchObject({ code: 'MOVE_TARGET_NOT_EMPTY' })
  const home = { service: 'ledger', cell: 'home', isHealthy: true }
  const isSick = { ...home, cell: 'east', isHealthy: false }
  const serving = (...instances: ServingInstance[]) => ({ directory: fileDirectory(file, instances) })
  await expect(move(serving(home, isSick))).rejects.toMatchObject({ code: 'MOVE_NOT_SERVED' })
  const { cell: _, ...unaware } = home
  await expect(move(serving(home, unaware))).rejects.toMatchObject({ code: 'MOVE_UNFENCED' })
  const unfenced = await startForTest(ledger, { DATABASE_URL: cells.get('home') })
  await unfenced.call('GET', '/entries/count', { tenant: OTHER })
  await expect(move({})).rejects.toMatchObject({ code: 'MOVE_UNFENCED' })
  await unfenced.stop()
})
