import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { createTestDatabase, type TestDatabase } from '@portico/postgres/testing'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import type { Database } from '../src/database/database.ts'
import { runForCaller } from '../src/database/for-caller.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { migrations } from './notes/notes.service.ts'

const patience = { silentMs: 100, awayMs: 30_000 }

/** Between a pool and its server: a network that can go silent, and come back elsewhere. */
class Way {
  readonly #server: Server
  readonly #pairs = new Set<readonly [Socket, Socket]>()
  isOpen = true
  /** Connections that were asked for. */
  asked = 0
  onAsked = () => {}

  private constructor(target: URL) {
    this.#server = createServer(near => {
      this.asked += 1
      this.onAsked()
      if (!this.isOpen) return void near.destroy()
      const far = connect(Number(target.port), target.hostname)
      this.#pairs.add([near, far])
      for (const socket of [near, far]) socket.on('error', () => {})
      near.pipe(far).pipe(near)
    })
  }

  static async open(target: URL): Promise<Way> {
    const way = new Way(target)
    way.#server.listen(0, '127.0.0.1')
    await once(way.#server, 'listening')
    return way
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  /** What is open now carries nothing any more and is not closed, as when a machine is frozen or cut off. */
  silence() {
    for (const [near, far] of this.#pairs) {
      near.unpipe(far)
      far.unpipe(near)
      near.resume()
    }
  }

  close() {
    for (const pair of this.#pairs) for (const socket of pair) socket.destroy()
    this.#server.close()
  }
}

let test: TestDatabase
let direct: Database

beforeAll(async () => {
  test = await createTestDatabase()
  direct = await openDatabase({ name: 'notes', migrations, adminUrl: test.url })
})
afterAll(async () => {
  await direct.close()
  await test.drop()
})

async function openByWay(): Promise<{ way: Way; database: Database }> {
  const url = new URL(direct.url)
  const way = await Way.open(new URL(direct.url))
  url.port = String(way.port)
  const options = { name: 'notes', migrations, migrates: false, directUrl: url.href, patience }
  const database = await openDatabase(options)
  onTestFinished(async () => {
    way.close()
    await database.close()
  })
  return { way, database }
}

const readTwice = (database: Database) =>
  Promise.all([1, 2].map(() => database.tenant('t', tx => tx.get('select pg_sleep(0.01), 1 as n'))))

it('connections that went silent while they lay idle are replaced, and no call fails by it', async () => {
  const { way, database } = await openByWay()
  await readTwice(database)
  way.silence()
  expect(await readTwice(database)).toHaveLength(2)
  expect((await database.execute('select 1 as n')).rows).toEqual([{ n: 1 }])
})

it('a look is asked again on a connection that answers, and each look with settings leaves none of them', async () => {
  const { way, database } = await openByWay()
  const setting = `select current_setting('portico.looked', true) as looked`
  expect(await database.look(setting, { 'portico.looked': 'on' })).toEqual([{ looked: 'on' }])
  way.silence()
  expect(await database.look(setting, { 'portico.looked': 'again' })).toEqual([{ looked: 'again' }])
  expect(await database.look(setting)).toEqual([{ looked: '' }])
  way.silence()
  expect(await database.look('select 1 as n')).toEqual([{ n: 1 }])
  await expect(database.look('select no_such_column')).rejects.toMatchObject({ cause: { code: '42703' } })
  expect(database.poolState()).toMatchObject({ waiting: 0 })
})

it('connections that were closed while they lay idle are replaced as well', async () => {
  const { way, database } = await openByWay()
  await readTwice(database)
  const { rowCount } = await terminate()
  expect(rowCount).toBeGreaterThan(1)
  expect(await readTwice(database)).toHaveLength(2)
  expect(way.asked).toBeGreaterThan(2)
})

it('a database that is away for a moment is waited for', async () => {
  const { way, database } = await openByWay()
  way.isOpen = false
  const before = way.asked
  way.onAsked = () => {
    way.isOpen = way.asked > before + 1
  }
  expect(await database.tenant('t', tx => tx.get('select 1 as n'))).toEqual({ n: 1 })
})

it('a statement that is not answered leaves its place once its caller waits no longer', async () => {
  const { way, database } = await openByWay()
  const { done } = readFor(400, () =>
    database.tenant('t', async tx => {
      way.silence()
      return tx.get('select 1 as n')
    }),
  )
  await expect(done).rejects.toMatchObject({ code: 'DEADLINE_PASSED' })
  expect(database.poolState()).toMatchObject({ open: 0, waiting: 0 })
})

it('a database that stays away is waited for to the end of the caller, who would ask again at once', async () => {
  const { way, database } = await openByWay()
  way.isOpen = false
  const { done, endsAt } = readFor(300, () => database.tenant('t', tx => tx.get('select 1 as n')))
  await expect(done).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
  expect(performance.now()).toBeGreaterThanOrEqual(endsAt)
})

/** For a caller that waits for so long. */
function readFor(ms: number, work: () => Promise<unknown>): { done: Promise<unknown>; endsAt: number } {
  const endsAt = performance.now() + ms
  const left = new AbortController().signal
  const none = { isRetried: false, isAnswered: false, hasBegun: false, hasWritten: false, hasChanged: false }
  const state = { ...none, staleRead: null }
  const caller = { left, isRead: true, endsAt, ...state }
  const { promise: done, resolve, reject } = Promise.withResolvers<unknown>()
  runForCaller(caller, () => void work().then(resolve, reject))
  return { done, endsAt }
}

async function terminate(): Promise<{ rowCount: number }> {
  const { rows } = await direct.execute(
    `select pg_terminate_backend(pid) from pg_stat_activity where usename = current_user and pid <> pg_backend_pid() and datname = current_database()`,
  )
  return { rowCount: rows.length }
}
