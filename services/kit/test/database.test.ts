import { randomBytes } from 'node:crypto'
import { createTestDatabase, type TestDatabase } from '@portico/postgres/testing'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../src/database/open-database.ts'
import { migrations } from './notes/notes.service.ts'

let test: TestDatabase

beforeAll(async () => {
  test = await createTestDatabase()
})
afterAll(() => test?.drop())

const open = (options: Partial<Parameters<typeof openDatabase>[0]> = {}) =>
  openDatabase({ name: 'notes', migrations, adminUrl: test.url, ...options })

/** What a cloud gives is no superuser: with `createrole` it may make roles; it may make schemas in any case. */
async function asUserWith(right: 'createrole' | 'nocreaterole'): Promise<string> {
  const role = `admin_${randomBytes(8).toString('hex')}`
  const superuser = new pg.Client({ connectionString: test.url })
  await superuser.connect()
  await superuser.query(`create role ${role} login ${right} password 'p'`)
  await superuser.query(`grant create on database ${superuser.database} to ${role}`)
  await superuser.end()
  const url = new URL(test.url)
  url.username = role
  url.password = 'p'
  return url.href
}

describe('opening a database', () => {
  it('works for four starters at once on an empty database, each with a role that is no superuser', async () => {
    const opened = await Promise.all([open(), open(), open(), open({ extraSchemas: ['notes_jobs'] })])
    for (const database of opened) {
      const { rows } = await database.execute<{ role: string; isSuper: boolean; bypasses: boolean }>(
        `select rolname as role, rolsuper as "isSuper", rolbypassrls as bypasses from pg_roles where rolname = current_user`,
      )
      expect(rows).toEqual([{ role: 'portico_notes', isSuper: false, bypasses: false }])
      await database.close()
    }
  })

  it('takes a direct URL as it is, without the administrator', async () => {
    const first = await open()
    const second = await open({ adminUrl: undefined, directUrl: first.url })
    expect((await second.execute('select * from note')).rows).toEqual([])
    await Promise.all([first.close(), second.close()])
  })

  it('looks at the role that a pooler logs in as, too', async () => {
    const first = await open()
    const pooled = open({ adminUrl: undefined, directUrl: test.url, sessionUrl: first.url })
    await expect(pooled).rejects.toMatchObject({ code: 'DATABASE_ROLE_UNSAFE' })
    await first.close()
  })

  it('gives the role the password of the secret that is set now', async () => {
    for (const secret of ['aa', 'bb']) {
      const database = await openDatabase({ name: 'rotated', migrations, adminUrl: test.url, secret })
      await database.close()
    }
  })

  it('needs no superuser: an administrator who may make roles and schemas is enough', async () => {
    const admin = await asUserWith('createrole')
    const name = `managed_${randomBytes(4).toString('hex')}`
    const opened = await Promise.all([1, 2].map(() => open({ name, adminUrl: admin })))
    await Promise.all(opened.map(database => database.close()))
    const again = await open({ name, adminUrl: admin, secret: 'rotated' })
    await again.close()
  })

  it('makes a schema that services share, owned by a role they are all members of', async () => {
    const adminUrl = await asUserWith('createrole')
    const id = randomBytes(4).toString('hex')
    const sharedSchemas = [`shared_${id}`]
    const names = [`first_${id}`, `second_${id}`]
    const opened = await Promise.all(names.map(name => open({ name, adminUrl, sharedSchemas })))
    const [first, second] = opened
    await first?.execute(`create table shared_${id}.word (text text)`)
    await first?.execute(`alter table shared_${id}.word owner to portico_shared_${id}`)
    await second?.execute(`insert into shared_${id}.word values ('hello')`)
    expect((await first?.execute(`select text from shared_${id}.word`))?.rows).toEqual([{ text: 'hello' }])
    await Promise.all(opened.map(database => database.close()))
    await (await open({ name: names[0], adminUrl, sharedSchemas })).close()
  })

  it('says what to do when the administrator may not make roles', async () => {
    const opened = open({
      name: `denied_${randomBytes(4).toString('hex')}`,
      adminUrl: await asUserWith('nocreaterole'),
    })
    await expect(opened).rejects.toMatchObject({
      code: 'DATABASE_NOT_ALLOWED',
      message: expect.stringMatching(/permission denied .*DENIED_\w+_DATABASE_URL/),
    })
  })

  it('refuses a role that bypasses row-level security', async () => {
    await expect(open({ directUrl: test.url })).rejects.toMatchObject({ code: 'DATABASE_ROLE_UNSAFE' })
  })

  it.each([
    ['postgres://someone:hunter2@127.0.0.1:1/nowhere'],
    ['postgres://someone:hunter2@no-such-host.invalid/nowhere'],
    ['not a url'],
  ])('says in one line, without the password, that %s is not reachable', async adminUrl => {
    const error = await open({ adminUrl }).then(
      () => null,
      (reason: Error & { code: string }) => reason,
    )
    expect(error).toMatchObject({ code: 'DATABASE_UNREACHABLE' })
    expect(error?.message).not.toMatch(/hunter2|\n/)
  })

  it('rolls all migrations back when one fails', async () => {
    const broken = new URL('broken-migrations/', import.meta.url)
    const options = { name: 'broken', adminUrl: test.url, migrations: broken }
    await expect(openDatabase(options)).rejects.toMatchObject({ code: 'MIGRATION_FAILED' })
    const database = await open()
    const { rows } = await database.execute(`select tablename from pg_tables where schemaname = 'broken'`)
    expect(rows).toEqual([])
    await database.close()
  })
})

describe('a transaction', () => {
  it('keeps nothing when its work throws, and its connection serves the next one without a tenant', async () => {
    const database = await open()
    const insert = `insert into note (tenant_id, id, body) values ('t', 'n', 'text')`
    const failing = database.tenant('t', async tx => {
      await tx.run(insert)
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await database.tenant('t', tx => tx.list('select * from note'))).toEqual([])
    await database.tenant('t', tx => tx.run(insert))
    expect((await database.execute('select * from note')).rows).toEqual([])
    await database.close()
  })

  it('gives days and decimals as text', async () => {
    const database = await open()
    const row = await database.tenant('t', tx => tx.get('select day, weight from note'))
    expect(row).toEqual({ day: '2026-02-28', weight: '1.10' })
    await database.close()
  })

  it('takes a tenant id that looks like SQL as text', async () => {
    const database = await open()
    const hostile = `t'); drop table note; --\\`
    expect(await database.tenant(hostile, tx => tx.list('select * from note'))).toEqual([])
    await expect(database.tenant('t\0', tx => tx.list('select 1'))).rejects.toMatchObject({
      code: 'INVALID_REQUEST',
    })
    await database.close()
  })
})
