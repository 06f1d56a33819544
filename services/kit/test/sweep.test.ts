import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DiskWatch } from '../src/index.ts'
import { type ServiceUnderTest, startForTest } from '../src/testing/index.ts'
import { createNotesService } from './notes/notes.service.ts'

let notes: ServiceUnderTest

beforeAll(async () => {
  notes = await startForTest(createNotesService())
})
afterAll(() => notes?.stop())

async function write(tenant: string, key: string) {
  await notes.call('POST', '/notes', { tenant, body: { body: 'x' }, headers: { 'idempotency-key': key } })
}

function keysOf(tenant: string) {
  return notes.database.tenant(tenant, tx =>
    tx.list<{ key: string }>('select key from idempotency order by key'),
  )
}

it('an idempotency key ends after seven days, of a tenant that never comes back too, and no other tenant loses any', async () => {
  await write('t_gone', 'old')
  await write('t_here', 'new')
  await notes.database.tenant('t_gone', tx =>
    tx.run(`update idempotency set created_at = now() - interval '8 days'`),
  )
  expect((await Promise.all([notes.sweep(), notes.sweep()])).toSorted()).toEqual([0, 1])
  expect(await keysOf('t_gone')).toEqual([])
  expect(await keysOf('t_here')).toEqual([{ key: 'new' }])
})

it('a sweep reads the rows of all tenants and changes those of none but its own', async () => {
  await write('t_other', 'kept')
  const sweeping = { 'portico.sweep': 'on', 'portico.tenant': 't_here' }
  await notes.database.transaction(sweeping, async tx => {
    expect((await tx.list('select key from idempotency')).length).toBeGreaterThan(1)
    await tx.run('delete from idempotency')
    await tx.run(`update idempotency set key = 'taken'`)
  })
  expect(await keysOf('t_other')).toEqual([{ key: 'kept' }])
})

describe('a watched disk', () => {
  const megabyte = Buffer.alloc(1024 * 1024)
  const full = { PORTICO_MIN_FREE_DISK_MB: '9000000000' }

  it('takes uploads while there is room, and a folder that is not made yet has the disk of the one above', async () => {
    const watch = new DiskWatch({ PORTICO_MIN_FREE_DISK_MB: '0' }, { folders: ['/nowhere/yet'] })
    await expect(watch.requireSpace()).resolves.toBeUndefined()
    const nearlyFull = new DiskWatch(full, { folders: ['/nowhere/yet'] })
    await expect(nearlyFull.requireSpace()).rejects.toMatchObject({ code: 'DISK_FULL', status: 507 })
  })

  it('stops an upload on its way, and hands out nothing beyond a megabyte', async () => {
    const watch = new DiskWatch({ ...full, PORTICO_DATABASE_FOLDER: '/' })
    let taken = 0
    const read = async () => {
      for await (const chunk of watch.watched(Readable.from([megabyte.subarray(1), megabyte, megabyte])))
        taken += chunk.length
    }
    await expect(read()).rejects.toMatchObject({ code: 'DISK_FULL' })
    expect(taken).toBeLessThan(megabyte.length)
  })

  it('counts a database elsewhere by its size', async () => {
    const { database } = notes
    const small = new DiskWatch({ PORTICO_MAX_DATABASE_MB: '1' }, { database })
    await expect(small.requireSpace()).rejects.toMatchObject({ code: 'DISK_FULL' })
    const large = new DiskWatch({ PORTICO_MAX_DATABASE_MB: '9000000' }, { database })
    await expect(large.requireSpace()).resolves.toBeUndefined()
  })

  it('refuses a limit that is no number', () => {
    expect(() => new DiskWatch({ PORTICO_MIN_FREE_DISK_MB: 'much' })).toThrow('PORTICO_MIN_FREE_DISK_MB')
  })
})
