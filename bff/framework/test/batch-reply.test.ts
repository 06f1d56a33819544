import { expect, test } from 'vitest'
import { joinReplies } from '../src/http/batch-reply.ts'
import type { Reply } from '../src/http/graph-reply.ts'

const reply = (headers: Record<string, string>, more: Partial<Reply> = {}): Reply => ({
  status: 200,
  headers,
  body: '{"data":{}}\n',
  ...more,
})

test.each([
  [['max-age=10, public', 'max-age=20, private'], 'max-age=10, private'],
  [['max-age=10, public', 'max-age=20, public'], 'max-age=10, public'],
  [['max-age=10, public', 'no-store'], 'no-store'],
  [['max-age=10, public', 'private, no-cache'], 'no-store'],
  [['max-age=10, public', null], 'no-store'],
  [[null, null], 'no-store'],
])('caches may do with a batch what they may with each of it: %j', (said, expected) => {
  const { headers } = joinReplies(said.map(one => reply(one === null ? {} : { 'cache-control': one })))
  expect(headers['cache-control']).toBe(expected)
})

test('nothing is said of caching where plugins alone say it, and none did', () => {
  expect(joinReplies([reply({}, { isCachingFree: true })]).headers).toEqual({})
})

test('a batch is an array of its answers, and waits as long as the one that must wait longest', () => {
  const refused = { status: 429, body: '{"errors":[]}' }
  const joined = joinReplies([
    reply({}),
    reply({ 'retry-after': '2' }, refused),
    reply({ 'retry-after': '5' }, refused),
  ])
  expect(joined).toMatchObject({
    status: 200,
    headers: { 'retry-after': '5' },
    body: '[{"data":{}},{"errors":[]},{"errors":[]}]',
  })
})
