import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { app } from './artifacts-archive.ts'
import { Shelf } from './artifacts-shelf.ts'

let shelf: Shelf

beforeAll(async () => {
  shelf = await Shelf.open()
})
afterAll(() => shelf.close())

/** Sends without asking first whether it may, as most senders do. */
async function send(body: Buffer, headers: Record<string, string> = {}) {
  const sending = request(`${shelf.under.url}/artifacts`, {
    method: 'POST',
    headers: { 'content-type': 'application/gzip', ...headers },
  })
  // A sender of more than is read within the time is cut off.
  sending.on('error', () => {})
  sending.end(body)
  const [response] = await once(sending, 'response')
  const text = Buffer.concat(await response.toArray()).toString()
  return { status: response.statusCode, body: JSON.parse(text) }
}

it('an upload comes in pieces of any size, without its length', async () => {
  const answer = await send(app({ version: '3.0.0' }))
  expect(answer).toMatchObject({ status: 201, body: { version: '3.0.0' } })
})

it.each([
  ['refused at its first bytes', Buffer.alloc(32 << 20, 'x'), 'NOT_GZIP'],
  ['larger than allowed', Buffer.concat([app(), Buffer.alloc(65 << 20)]), 'TOO_LARGE'],
])('an upload %s is refused while it is still being sent', async (_what, body, code) => {
  expect((await send(body)).body.code).toBe(code)
  expect((await send(body, { 'content-length': String(body.length) })).body.code).toBe(code)
})

it('a sender without a known token is refused before its upload was read', async () => {
  const answer = await send(Buffer.alloc(32 << 20), { authorization: 'Bearer ptk_none' })
  expect(answer.body.code).toBe('TOKEN_INVALID')
})

it('a sender that goes away in the middle leaves nothing', async () => {
  const before = [await shelf.files(), await shelf.rows()]
  const { hostname, port } = new URL(shelf.under.url)
  const socket = connect(Number(port), hostname)
  const head = [
    'POST /artifacts HTTP/1.1',
    'host: x',
    'content-type: application/gzip',
    'content-length: 100000',
  ]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  socket.write(app({ version: '4.0.0' }).subarray(0, 300))
  await expect.poll(() => shelf.busy()).toBe(1)
  socket.destroy()
  await expect.poll(() => shelf.busy()).toBe(0)
  expect([await shelf.files(), await shelf.rows()]).toEqual(before)
})
