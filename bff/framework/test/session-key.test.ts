import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { readSessionKey, sessionKeyOf } from '../src/session/session-key.ts'

const [first, second] = ['a', 'b'].map(letter => letter.repeat(43)) as [string, string]

test('a connection that several browsers share, as behind a proxy, keeps no key of the one before', () => {
  const socket = {}
  const read = (cookie: string | undefined, isHttps = false) =>
    readSessionKey({ headers: { cookie }, socket } as IncomingMessage, isHttps)
  expect(read(`sid=${first}`)).toBe(sessionKeyOf(first))
  expect(read(`sid=${first}`)).toBe(sessionKeyOf(first))
  expect(read(`sid=${second}`)).toBe(sessionKeyOf(second))
  // Over HTTPS the cookie has another name.
  expect(read(`sid=${second}`, true)).toBeNull()
  expect(read(`__Host-sid=${second}`, true)).toBe(sessionKeyOf(second))
  expect(read(undefined)).toBeNull()
  expect(read(`sid=${first}`)).toBe(sessionKeyOf(first))
})
