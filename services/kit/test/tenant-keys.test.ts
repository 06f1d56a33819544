import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createTestDatabase, type TestDatabase } from '@portico/postgres/testing'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../src/database/open-database.ts'

let test: TestDatabase
let schemas = 0
const folders: string[] = []

beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test?.drop())
afterEach(async () => {
  await Promise.all(folders.splice(0).map(folder => rm(folder, { recursive: true })))
})

/** Starts a new schema with these migrations, numbered from 1. */
async function start(migrations: string[], keysSince?: number, name = `keys_${schemas++}`) {
  const folder = await mkdtemp(join(tmpdir(), 'portico-keys-'))
  folders.push(folder)
  for (const [index, sql] of migrations.entries())
    await writeFile(join(folder, `${String(index + 1).padStart(3, '0')}.do.step.sql`), sql)
  const url = pathToFileURL(`${folder}/`)
  const database = await openDatabase({ name, migrations: url, keysSince, adminUrl: test.url })
  const { rows } = await database.execute('select tablename from pg_tables where schemaname = $1', [name])
  await database.close()
  return rows
}

const GOOD = `create table thing (tenant_id text, id text, primary key (tenant_id, id)); call portico_protect('thing');`

describe('a protected table', () => {
  it('may have keys and references that begin with its tenant', async () => {
    const part = `create table part (tenant_id text, id text, thing_id text, code text, primary key (tenant_id, id),
      unique (tenant_id, code), foreign key (tenant_id, thing_id) references thing (tenant_id, id));
      call portico_protect('part');`
    expect(await start([GOOD, part])).toContainEqual({ tablename: 'part' })
  })

  it.each([
    ['tenant_id text, id text', 'has no primary key that begins with tenant_id'],
    ['tenant_id text, id text primary key', 'has no primary key that begins with tenant_id'],
    ['tenant_id text, id text, primary key (id, tenant_id)', 'has no primary key that begins with tenant_id'],
    [
      'tenant_id text, id text, code text unique, primary key (tenant_id, id)',
      'the unique index part_code_key does not contain tenant_id',
    ],
    [
      'tenant_id text, id text, of text references directory (id), primary key (tenant_id, id)',
      'the foreign key part_of_fkey does not contain tenant_id',
    ],
  ])('is refused as (%s)', async (columns, reason) => {
    const part = `create table directory (id text primary key);
      create table part (${columns}); call portico_protect('part');`
    await expect(start([GOOD, part])).rejects.toMatchObject({
      code: 'MIGRATION_FAILED',
      message: expect.stringContaining(reason),
    })
  })

  it('is refused when a later migration gives it a key over ids alone', async () => {
    await expect(start([GOOD, 'create unique index thing_by_id on thing (id)'])).rejects.toMatchObject({
      message: expect.stringContaining('the unique index thing_by_id does not contain tenant_id'),
    })
    // A column that the index only carries does not make it the tenant's.
    const carried = 'create unique index thing_by_id on thing (id) include (tenant_id)'
    await expect(start([GOOD, carried])).rejects.toMatchObject({ code: 'MIGRATION_FAILED' })
  })
})

describe('migrations older than the keys', () => {
  const OLD = `create table thing (tenant_id text, id text primary key); call portico_protect('thing');`
  const KEYS = 'alter table thing drop constraint thing_pkey, add primary key (tenant_id, id);'

  it('may make tables whose key is the id, which a later one mends', async () => {
    expect(await start([OLD, KEYS], 2)).toContainEqual({ tablename: 'thing' })
  })

  it('are rolled back when none mends it', async () => {
    const name = `keys_${schemas++}`
    await expect(start([OLD, 'select 1'], 2, name)).rejects.toMatchObject({ code: 'MIGRATION_FAILED' })
    expect(await start([GOOD], undefined, name)).toContainEqual({ tablename: 'thing' })
  })

  it('are those alone: a table made from then on has the right keys at once', async () => {
    const late = `create table late (tenant_id text, id text primary key); call portico_protect('late');
      alter table late drop constraint late_pkey, add primary key (tenant_id, id);`
    await expect(start([OLD, KEYS, late], 2)).rejects.toMatchObject({ code: 'MIGRATION_FAILED' })
  })

  it('run once: a second start finds nothing to do, and undoes nothing', async () => {
    const name = `keys_${schemas++}`
    const first = await start([OLD, KEYS, 'create table more (n integer)'], 2, name)
    folders.splice(0)
    expect(first).toContainEqual({ tablename: 'more' })
    expect(await start([OLD, KEYS, 'create table more (n integer)'], 2, name)).toEqual(first)
  })
})
