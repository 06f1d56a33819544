import { createTestDatabase, type TestDatabase } from '@portico/postgres/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database } from '../src/database/database.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { SlowStatements } from '../src/database/slow-statements.ts'
import { planStatement } from '../src/database/statement-plan.ts'
import { migrations } from './notes/notes.service.ts'

let test: TestDatabase
let database: Database

beforeAll(async () => {
  test = await createTestDatabase()
  database = await openDatabase({ name: 'notes', migrations, adminUrl: test.url, slowMs: 1 })
})
afterAll(async () => {
  await database?.close()
  await test?.drop()
})

const tables = async () =>
  (await database.execute(`select 1 from pg_tables where tablename = 'made_by_a_plan'`)).rows

it('a slow statement is planned without being run, and neither plan nor text holds a value', async () => {
  const sql = `with slept as (select pg_sleep(0.01)) insert into note (tenant_id, id, body)
    select $1, 'note-7', 'of Ada' from slept where $1 <> 'secret of Ada' and 4711 > length($1)`
  await expect(database.tenant('t1', tx => tx.run(sql, ['t1']))).resolves.toBe(1)
  const [slow] = database.slow.drain()
  expect(slow).toMatchObject({ count: 1, sql })
  const plan = await planStatement(database, sql)
  expect(plan.problem).toBeNull()
  expect(plan.steps[0]).toMatchObject({ what: 'ModifyTable', on: 'note', depth: 0 })
  expect(plan.steps.length).toBeGreaterThan(1)
  const { sql: _, ...shown } = { ...slow }
  expect(JSON.stringify([shown, plan])).not.toMatch(/Ada|note-7|4711/)
  expect(JSON.stringify(plan)).toContain('$1')
  const notes = await database.tenant('t1', tx => tx.list(`select 1 from note where id = 'note-7'`))
  expect(notes).toHaveLength(1)
})

it.each([
  ['is none', 'selekt 1'],
  ['would end the explanation and run another', 'select 1; create table made_by_a_plan (id text)'],
])('what %s has no plan', async (_what, sql) => {
  expect(await planStatement(database, sql)).toEqual({ steps: [], problem: 'NOT_PLANNED' })
  expect(await tables()).toEqual([])
})

it('the begin of a transaction is none of them, and different ones come to an end', () => {
  const slow = new SlowStatements(5)
  slow.note(`begin;select set_config('portico.tenant', 't1', true)`, 50)
  slow.note('select 1', 4)
  for (let count = 0; count < 300; count += 1) slow.note(`select a${count} from t`, 50 + count)
  slow.note('select a0 from t', 900)
  const drained = slow.drain()
  expect(drained).toHaveLength(200)
  expect(drained[0]).toMatchObject({ count: 2, slowestMs: 900 })
  expect(slow.drain()).toEqual([])
})
