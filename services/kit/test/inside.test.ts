import Type from 'typebox'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database, ServiceClient } from '../src/index.ts'
import { createContext, ServiceClients } from '../src/index.ts'
import { type ServiceUnderTest, startForTest } from '../src/testing/index.ts'
import { createNotesService } from './notes/notes.service.ts'

let notes: ServiceUnderTest
let database: Database
let party: ServiceClient

beforeAll(async () => {
  notes = await startForTest(createNotesService())
  database = notes.database
  party = new ServiceClients({ PARTY_URL: 'http://127.0.0.1:1' }).connect('party', 1)
})
afterAll(() => notes?.stop())

const held = { code: 'HELD_CONNECTION' }
const call = () => party.call('GET', '/x', { context: createContext({ tenantId: 't' }), answer: Type.Any() })

it('a second connection inside a transaction is a mistake, however deep it is asked for', async () => {
  await expect(database.tenant('t', () => database.execute('select 1'))).rejects.toMatchObject(held)
  const nested = database.tenant('t', async () => database.tenant('t', async tx => tx.run('select 1')))
  await expect(nested).rejects.toMatchObject(held)
})

it('another service is not called inside a transaction', async () => {
  await expect(database.tenant('t', call)).rejects.toMatchObject(held)
  await expect(call()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
})

it('a library’s look-up inside a transaction uses its connection, and outside the pool', async () => {
  const own = `select pg_backend_pid() as pid, current_setting('portico.tenant', true) as tenant`
  const [inside] = (await database.tenant('t_1', () => database.executeNear(own))).rows
  expect(inside).toMatchObject({ tenant: 't_1' })
  const [outside] = (await database.executeNear(own)).rows
  expect(outside).not.toMatchObject({ tenant: 't_1' })
})

it('what a transaction left running goes on outside of it', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let later: Promise<unknown> = Promise.resolve()
  await database.tenant('t', async () => {
    later = promise.then(() => database.execute('select 1 as one'))
  })
  resolve()
  expect(await later).toMatchObject({ rows: [{ one: 1 }] })
})
