import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parseHead, readHeaders } from '../src/held/answer-head.ts'
import { AnswerReader } from '../src/held/answer-reader.ts'
import { Connections } from '../src/held/connections.ts'

const MAX_BYTES = 10_000
const OK = 'HTTP/1.1 200 OK\r\n'

function read(text: string, pieces: (bytes: Buffer) => Buffer[], { isHead = false, ends = false } = {}) {
  const reader = new AnswerReader(!isHead, MAX_BYTES)
  for (const piece of pieces(Buffer.from(text, 'latin1'))) reader.take(piece)
  if (ends) reader.end()
  const { isWhole, head, body, hasMore } = reader
  return { isWhole, status: head?.status, idleMs: head?.idleMs, body: body.toString('latin1'), hasMore }
}

const whole = (bytes: Buffer) => [bytes]
const byByte = (bytes: Buffer) => Array.from(bytes, byte => Buffer.from([byte]))

describe('an answer is read alike in one piece and byte by byte', () => {
  const long = 'x'.repeat(300)
  const cases: [string, string, object, object?][] = [
    ['by its length', `${OK}Content-Length: 4\r\n\r\ndone`, { status: 200, body: 'done', idleMs: 0 }],
    [
      'without a body',
      `HTTP/1.1 204 No Content\r\nkeep-alive: timeout=5\r\n\r\n`,
      { status: 204, body: '', idleMs: 5000 },
    ],
    [
      'in chunks',
      `${OK}transfer-encoding: chunked\r\n\r\n4;a=b\r\ndone\r\n12c\r\n${long}\r\n0\r\nx: y\r\n\r\n`,
      { body: `done${long}` },
    ],
    ['to the end of its connection', `${OK}\r\ndone`, { body: 'done', idleMs: null }, { ends: true }],
    [
      'after early ones',
      `HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${OK}content-length: 0\r\n\r\n`,
      { status: 200 },
    ],
    ['to HEAD', `${OK}content-length: 9\r\n\r\n`, { body: '' }, { isHead: true }],
    [
      'and its connection is not used again',
      `${OK}connection: Close\r\ncontent-length: 0\r\n\r\n`,
      { idleMs: null },
    ],
    [
      'and what follows is none of it',
      `${OK}content-length: 1\r\n\r\naHTTP/1.1 200 OK`,
      { body: 'a', hasMore: true },
    ],
  ]
  test.each(cases)('%s', (_, text, expected, how) => {
    for (const pieces of [whole, byByte])
      expect(read(text, pieces, how)).toMatchObject({ isWhole: true, ...expected })
  })
})

test('headers are read as Node reads them: the first one of those that are said once, all of the rest', () => {
  const text = `${OK}Content-Type: a/b\r\ncontent-type: c/d\r\nX-A:  1 \r\nx-a: 2\r\nset-cookie: a\r\nset-cookie: b\r\n__proto__: x`
  expect({ ...readHeaders(parseHead(text, false)) }).toEqual({
    'content-type': 'a/b',
    'x-a': '1, 2',
    'set-cookie': ['a', 'b'],
    ['__proto__']: 'x',
  })
})

describe('what is unclear is no answer', () => {
  test.each([
    'HTTP/2 200\r\n\r\n',
    'SSH-2.0-x\r\n\r\n',
    'HTTP/1.1 20 OK\r\n\r\n',
    'HTTP/1.1 101 Switching Protocols\r\n\r\n',
    `${OK}no colon\r\n\r\n`,
    `${OK}a: b\r\n folded\r\n\r\n`,
    `${OK}a : b\r\n\r\n`,
    `${OK}a: b\nc: d\r\n\r\n`,
    `${OK}content-length: 1\r\ncontent-length: 2\r\n\r\nab`,
    `${OK}content-length: 1\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    `${OK}transfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    `${OK}content-length: +1\r\n\r\na`,
    `${OK}content-length: 10001\r\n\r\n`,
    `${OK}transfer-encoding: chunked\r\n\r\n-1\r\n`,
    `${OK}transfer-encoding: chunked\r\n\r\n1\r\nab\r\n`,
    `${OK}transfer-encoding: chunked\r\n\r\nfffffff\r\n`,
  ])('%j', text => {
    for (const pieces of [whole, byByte]) expect(() => read(text, pieces)).toThrow()
  })

  test('and neither is a head without an end', () => {
    expect(() => read(`${OK}a: ${'x'.repeat(17_000)}`, whole)).toThrow('16384 bytes')
  })

  test('and neither is one that breaks off', () => {
    for (const text of [
      `${OK}content-length: 2\r\n\r\na`,
      `${OK}transfer-encoding: chunked\r\n\r\n1\r\na\r\n`,
      OK,
    ])
      expect(() => read(text, whole, { ends: true })).toThrow('ended before')
  })
})

/** A server that answers each request by hand; `answer` gets how many came before on that connection. */
async function serve(answer: (socket: Socket, request: string, before: number) => void) {
  let opened = 0
  const server = createServer(socket => {
    opened += 1
    let count = 0
    socket.on('error', () => {})
    socket.on('data', bytes => answer(socket, bytes.toString('latin1'), count++))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const connections = new Connections(`http://127.0.0.1:${port}`, 1_000)
  onTestFinished(() => void server.close())
  onTestFinished(() => connections.close())
  return {
    opened: () => opened,
    close: () => connections.close(),
    async ask(
      body: string | Uint8Array | null = null,
      limits: { timeoutMs?: number; signal?: AbortSignal } = {},
    ) {
      const request = {
        method: body === null ? 'GET' : 'POST',
        path: '/x',
        headers: { a: 'b' },
        body,
      } as const
      const answered = await connections.exchange(request, { timeoutMs: 5_000, ...limits })
      return answered.body.toString()
    },
    raw: (path: string, headers: Record<string, string>) =>
      connections.exchange({ method: 'GET', path, headers, body: null }, { timeoutMs: 5_000 }),
  }
}

const say = (text: string, more = '') =>
  `${OK}${more}content-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`

describe('a connection', () => {
  test('carries one call after the other, and none that was said to be its last', async () => {
    const { ask, opened } = await serve((socket, _, before) =>
      socket.write(say(`${before}`, before === 1 ? 'connection: close\r\n' : '')),
    )
    expect([await ask(), await ask(), await ask(), opened()]).toEqual(['0', '1', '0', 2])
  })

  test('that the other side closes, or will have closed, is not used again', async () => {
    const closed = Promise.withResolvers<void>()
    const { ask, opened } = await serve((socket, _, before) => {
      socket.once('close', closed.resolve)
      if (before === 0) socket.end(say('bye'))
    })
    expect(await ask()).toBe('bye')
    await closed.promise
    expect([await ask(), opened()]).toEqual(['bye', 2])
    const short = await serve((socket, _, before) =>
      socket.write(say(`${before}`, 'keep-alive: timeout=2\r\n')),
    )
    expect([await short.ask(), await short.ask(), short.opened()]).toEqual(['0', '0', 2])
  })

  test('on which something comes that no call asked for gives it to none', async () => {
    const { ask } = await serve((socket, _, before) => {
      socket.write(say('mine'))
      if (before === 0) setImmediate(() => socket.write(say('of another')))
    })
    for (let count = 0; count < 20; count += 1) expect(await ask()).toBe('mine')
  })

  test('is left by who gives up before it is sent or on the way, and used by none after it', async () => {
    const asked = Promise.withResolvers<void>()
    const { ask, opened } = await serve((socket, _, before) => {
      if (opened() > 1) socket.write(say(`${before}`))
      asked.resolve()
    })
    const [left, late] = [new AbortController(), new AbortController()]
    const first = ask(null, { signal: left.signal })
    const unsent = ask(null, { signal: late.signal })
    late.abort(new Error('late'))
    await expect(unsent).rejects.toThrow('late')
    await asked.promise
    left.abort(new Error('left'))
    await expect(first).rejects.toThrow('left')
    expect([await ask(), opened()]).toEqual(['0', 2])
  })

  test('is given up when its time is over', async () => {
    const { ask } = await serve(() => {})
    await expect(ask(null, { timeoutMs: 20 })).rejects.toThrow('no answer within 20 ms')
  })
})

test('what is sent is what was given, large, beyond ASCII or bytes; what would be read as another request is refused', async () => {
  const seen: string[] = []
  const { ask, raw } = await serve((socket, text) => {
    seen.push(text)
    if (/(\r\n\r\n.+|content-length: 0)/s.test(text)) socket.write(say('ok'))
  })
  for (const body of ['{"a":"b"}', '{"ü":"价格"}', new Uint8Array([0xff, 0])])
    expect(await ask(body)).toBe('ok')
  expect(seen.map(text => text.slice(text.indexOf('content-length'))).join('|')).toBe(
    [
      `content-length: 9\r\n\r\n{"a":"b"}`,
      `content-length: 15\r\n\r\n${Buffer.from('{"ü":"价格"}').toString('latin1')}`,
      `content-length: 2\r\n\r\n\xff\0`,
    ].join('|'),
  )
  expect(seen[0]).toMatch(
    /^POST \/x HTTP\/1\.1\r\nhost: 127\.0\.0\.1:\d+\r\nconnection: keep-alive\r\na: b\r\n/,
  )
  await expect(raw('/x y', {})).rejects.toThrow('path')
  const bad: Record<string, string>[] = [{ a: 'b\r\nc: d' }, { 'a\r\n': 'b' }, { 'Content-Length': '1' }]
  for (const headers of bad) await expect(raw('/x', headers)).rejects.toThrow('is none')
})

test('to close waits for what is under way, and nothing goes out afterwards', async () => {
  let finish = () => {}
  const asked = Promise.withResolvers<void>()
  const { ask, close } = await serve(socket => {
    finish = () => socket.write(say('done'))
    asked.resolve()
  })
  const answer = ask()
  await asked.promise
  const closed = close()
  finish()
  expect(await answer).toBe('done')
  await closed
  await expect(ask()).rejects.toThrow('closed')
})
