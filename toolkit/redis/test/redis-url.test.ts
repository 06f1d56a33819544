import { expect, test } from 'vitest'
import { BadRedisUrl, parseRedisUrl } from '../src/index.ts'

const anonymous = { username: null, password: null, hasTls: false }

test.each([
  ['redis://localhost', { kind: 'single', ...anonymous, host: 'localhost', port: 6379, db: 0 }],
  [
    'rediss://me:pass%2Fw%3Ard@redis.example.com:7000/3',
    {
      kind: 'single',
      username: 'me',
      password: 'pass/w:rd',
      hasTls: true,
      host: 'redis.example.com',
      port: 7000,
      db: 3,
    },
  ],
  [
    'redis://:secret@[::1]:6380',
    { kind: 'single', ...anonymous, password: 'secret', host: '::1', port: 6380, db: 0 },
  ],
  [
    'redis+cluster://a,b:7001,[fe80::1]:7002',
    {
      kind: 'cluster',
      ...anonymous,
      nodes: [
        { host: 'a', port: 6379 },
        { host: 'b', port: 7001 },
        { host: 'fe80::1', port: 7002 },
      ],
    },
  ],
  [
    'rediss+sentinel://:secret@a,b:26380/mymaster/2?sentinelPassword=other',
    {
      kind: 'sentinel',
      ...anonymous,
      password: 'secret',
      hasTls: true,
      sentinels: [
        { host: 'a', port: 26_379 },
        { host: 'b', port: 26_380 },
      ],
      master: 'mymaster',
      db: 2,
      sentinelPassword: 'other',
    },
  ],
])('%s', (url, place) => {
  expect(parseRedisUrl(url)).toEqual(place)
})

test.each([
  '',
  'localhost:6379',
  'http://localhost',
  'redis://',
  'redis://a,b',
  'redis://host:0',
  'redis://host:65536',
  'redis://host:port',
  'redis://host/one',
  'redis://:%E0%A4%A@host',
  'redis+cluster://',
  'redis+cluster://a,,b',
  'redis+cluster://a/1',
  'redis+sentinel://a,b',
  'redis+ring://a',
  `redis://${'a'.repeat(3000)}`,
])('%j is refused, and not repeated', url => {
  expect(() => parseRedisUrl(url)).toThrow(BadRedisUrl)
  expect(() => parseRedisUrl(url.replace('://', '://user:pass-word@'))).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining('pass-word') }),
  )
})
