import { once } from 'node:events'
import { request } from 'node:http'
import { Readable } from 'node:stream'
import { patiently, UploadSlots } from '@portico/service-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { app } from './artifacts-archive.ts'
import { Shelf } from './artifacts-shelf.ts'

let shelf: Shelf

beforeAll(async () => {
  shelf = await Shelf.open()
})
afterAll(() => shelf.close())

/** An upload that has begun and stays so; `finish` sends the rest. */
async function begin(authorization: string, archive: Buffer) {
  const headers = { 'content-type': 'application/gzip', authorization }
  const sending = request(`${shelf.under.url}/artifacts`, { method: 'POST', headers, agent: false })
  const answered = once(sending, 'response')
  const before = await shelf.busy()
  sending.write(archive.subarray(0, 100))
  await expect.poll(() => shelf.busy()).toBe(before + 1)
  return async () => {
    sending.end(archive.subarray(100))
    const [response] = await answered
    response.resume()
    return response.statusCode
  }
}

it('of one token two at a time are taken, and others meanwhile', async () => {
  const slow = await shelf.token('slow', ['*'])
  const other = await shelf.token('other', ['*'])
  const archive = (version: string) => app({ name: 'slow', base: '/slow', version })
  const begun = [
    await begin(slow.authorization, archive('1.0.0')),
    await begin(slow.authorization, archive('1.1.0')),
  ]
  const refused = await shelf.publish(archive('1.2.0'), { authorization: slow.authorization })
  expect(refused.json()).toMatchObject({ code: 'UPLOADS_BUSY', status: 429 })
  expect(refused.headers['retry-after']).toBe('5')
  expect((await shelf.publish(archive('1.3.0'), { authorization: other.authorization })).statusCode).toBe(201)
  expect((await shelf.call('GET', '/artifacts')).statusCode).toBe(200)
  expect(await Promise.all(begun.map(finish => finish()))).toEqual([201, 201])
  expect((await shelf.publish(archive('1.2.0'), { authorization: slow.authorization })).statusCode).toBe(201)
})

describe('slots', () => {
  it('are eight for all senders together, and free again after a failure', async () => {
    const slots = new UploadSlots({ maxOfSender: 2, maxInAll: 8 })
    const gate = Promise.withResolvers<void>()
    const held = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd'].map(name => slots.hold(name, () => gate.promise))
    await expect(slots.hold('e', async () => 1)).rejects.toMatchObject({ code: 'UPLOADS_BUSY' })
    gate.reject(new Error('broken'))
    await Promise.allSettled(held)
    expect(await slots.hold('a', async () => 1)).toBe(1)
  })
})

it('a sender that sends nothing any more is refused', async () => {
  const stream = new Readable({ read() {} })
  stream.push('begun')
  const read = async () => {
    for await (const chunk of patiently(stream, 1)) expect(String(chunk)).toBe('begun')
  }
  await expect(read()).rejects.toMatchObject({ code: 'UPLOAD_STALLED' })
  expect(stream.destroyed).toBe(false)
})

it('what comes after a refusal can be read to its end, so that the sender gets the reason at once', async () => {
  const stream = Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(64 * 1024)))
  for await (const _first of patiently(stream)) break
  stream.resume()
  await once(stream, 'end')
})

it('a disk that is nearly full takes nothing, and says so with a code', async () => {
  const full = await Shelf.open({ PORTICO_MIN_FREE_DISK_MB: '9000000000' })
  const answer = await full.publish(app({ version: '1.0.0' }))
  expect(answer.json()).toMatchObject({ code: 'DISK_FULL', status: 507 })
  expect(await full.busy()).toBe(0)
  await full.close()
})
