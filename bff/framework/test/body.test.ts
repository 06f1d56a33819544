import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readBody } from '../src/exchange/body.ts'
import { Waits } from '../src/exchange/waits.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  // The timer that looks at open waits ends with the last of them.
  vi.advanceTimersByTime(250)
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

function open(): PassThrough & IncomingMessage {
  return Object.assign(new PassThrough(), { headers: {} }) as unknown as PassThrough & IncomingMessage
}

test('a body is the same in one piece and in many, and an empty one is empty', async () => {
  for (const pieces of [[], ['abc'], ['a', 'b', 'c']]) {
    const request = open()
    const body = readBody(request, 10)
    for (const piece of pieces) request.write(piece)
    request.end()
    expect((await body).toString()).toBe(pieces.join(''))
  }
})

test('one that stops coming, is too long or breaks off is refused, and what comes after is not kept', async () => {
  const slow = open()
  const late = expect(readBody(slow, 10)).rejects.toMatchObject({ code: 'BODY_TIMEOUT' })
  slow.write('a')
  await vi.advanceTimersByTimeAsync(10_250)
  await late
  const long = open()
  const tooLarge = expect(readBody(long, 2)).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' })
  long.write('abc')
  await tooLarge
  for (const request of [slow, long]) {
    expect(request.listenerCount('data')).toBe(0)
    request.write('more')
    await vi.advanceTimersByTimeAsync(1)
    expect(request.readableLength).toBe(0)
  }
  const broken = open()
  const early = expect(readBody(broken, 10)).rejects.toMatchObject({ code: 'INVALID_REQUEST' })
  broken.destroy(new Error('broken off'))
  await early
})

test('waits end one by one, in their own time, and only once', () => {
  const waits = new Waits()
  const over: number[] = []
  const ends = [1_000, 500, 1_000, 2_000].map((ms, at) => waits.begin(ms, () => void over.push(at)))
  ends[0]?.()
  ends[0]?.()
  vi.advanceTimersByTime(750)
  expect(over).toEqual([1])
  ends[1]?.()
  vi.advanceTimersByTime(500)
  expect(over).toEqual([1, 2])
  ends[3]?.()
  vi.advanceTimersByTime(2_000)
  expect(over).toEqual([1, 2])
})
