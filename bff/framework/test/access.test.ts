import type { AccessChange, AccessFeed } from '@portico/identity-contract'
import { beforeEach, describe, expect, test } from 'vitest'
import { AccessChanges } from '../src/access/access-changes.ts'
import { AccessKeeper } from '../src/access/access-keeper.ts'
import type { SessionRecord } from '../src/access/session-record.ts'
import { Sessions } from '../src/session/sessions.ts'
import { createLog } from '../src/telemetry/log.ts'
import { testSession } from '../src/testing/test-graph.ts'
import { FakeAccess, openedOf } from './fake-access.ts'
import { memoryRecords } from './memory-session.ts'

const log = createLog(() => {})
const info = testSession(['a.b'])
const ofUser = { tenantId: info.tenant.id, userId: info.user.id }
const record: SessionRecord = { ...openedOf(info, 's1'), createdAt: 1, seenAt: 1, endsAt: 2 }

const access = (version: number): AccessChange => ({
  ...ofUser,
  kind: 'ACCESS',
  version,
  sessionId: null,
  reason: null,
})
const sessionsEnd = (version: number, kept: string | null = null): AccessChange => ({
  ...ofUser,
  kind: 'SESSIONS',
  version,
  sessionId: kept,
  reason: 'LOCKED',
})
const sessionEnd = (sessionId: string): AccessChange => ({
  ...ofUser,
  kind: 'SESSION',
  version: null,
  sessionId,
  reason: 'ENDED_BY_USER',
})

describe('a change', () => {
  const judged = (...changes: AccessChange[]) => {
    const known = new AccessChanges()
    known.take(changes)
    return known.judge(record)
  }

  test.each<[string, AccessChange[], object]>([
    ['nothing', [], { is: 'CURRENT' }],
    ['other permissions', [access(2)], { is: 'STALE' }],
    ['a version the session has', [access(1), sessionsEnd(1)], { is: 'CURRENT' }],
    ['the end of all sessions', [sessionsEnd(2)], { is: 'ENDED', reason: 'LOCKED' }],
    ['the end of all others', [sessionsEnd(2, 's1')], { is: 'STALE' }],
    [
      'the end of all others, and then of all',
      [sessionsEnd(2, 's1'), sessionsEnd(3)],
      { is: 'ENDED', reason: 'LOCKED' },
    ],
    ['its own end', [sessionEnd('s1')], { is: 'ENDED', reason: 'ENDED_BY_USER' }],
    ['the end of another session', [sessionEnd('s2')], { is: 'CURRENT' }],
    ['a change of another user', [{ ...sessionsEnd(2), userId: 'u2' }], { is: 'CURRENT' }],
    ['a change of the same id in another tenant', [{ ...sessionsEnd(2), tenantId: 't2' }], { is: 'CURRENT' }],
    [
      'changes that come again, the older one last',
      [sessionsEnd(2, 's1'), sessionsEnd(3), sessionsEnd(2, 's1')],
      { is: 'ENDED', reason: 'LOCKED' },
    ],
  ])('that is %s', (_, changes, verdict) => {
    expect(judged(...changes)).toEqual(verdict)
  })

  test('of what apps add to the roles makes every session that is older ask again, and none that is as new', () => {
    const known = new AccessChanges()
    expect([known.takeRoles(0), known.takeRoles(7), known.takeRoles(7)]).toEqual([false, true, false])
    expect(known.judge(record)).toEqual({ is: 'STALE' })
    expect(known.judge({ ...record, rolesVersion: 6 })).toEqual({ is: 'STALE' })
    expect(known.judge({ ...record, rolesVersion: 7 })).toEqual({ is: 'CURRENT' })
    known.take([access(1), sessionsEnd(2)])
    expect(known.judge(record)).toMatchObject({ is: 'ENDED' })
  })

  test('is forgotten when no session can be older', () => {
    let now = 0
    const known = new AccessChanges(() => now)
    known.take([sessionsEnd(2), sessionEnd('s1')])
    now = 14 * 3600_000
    known.take([])
    expect(known.judge(record)).toEqual({ is: 'CURRENT' })
  })
})

describe('sessions', () => {
  let fake: FakeAccess
  let sessions: Sessions
  let id: string
  beforeEach(async () => {
    fake = new FakeAccess()
    sessions = new Sessions(memoryRecords(), fake, log)
    id = await sessions.create(openedOf(info, 's1'), null)
    return () => sessions.close()
  })

  test('of a user with another role go on with its permissions, asked for once', async () => {
    const present = { ...openedOf({ ...info, permissions: ['c.d'] }, 's1'), accessVersion: 2 }
    fake.present = () => present
    fake.changes.take([access(2)])
    const found = await Promise.all([sessions.find(id), sessions.find(id), sessions.find(id)])
    expect(found.map(record => record?.info.permissions)).toEqual([['c.d'], ['c.d'], ['c.d']])
    expect([(await sessions.find(id))?.info.permissions, fake.asked]).toEqual([['c.d'], 1])
  })

  test('that ended say why, call after call', async () => {
    fake.changes.take([sessionsEnd(2)])
    const refused = { code: 'SESSION_ENDED', details: { reason: 'LOCKED' } }
    await expect(sessions.find(id)).rejects.toMatchObject(refused)
    await expect(sessions.find(id)).rejects.toMatchObject(refused)
  })

  test('whose permissions changed are not believed while identity cannot be asked', async () => {
    fake.changes.take([access(2)])
    fake.present = new Error('away')
    await expect(sessions.find(id)).rejects.toMatchObject({ code: 'SESSION_UNAVAILABLE' })
  })

  test('that identity ended meanwhile are ended', async () => {
    fake.changes.take([access(2)])
    fake.present = () => null
    await expect(sessions.find(id)).rejects.toMatchObject({ code: 'SESSION_ENDED' })
  })

  test('that an older version kept, without a name, are not believed', async () => {
    const old = new Sessions(memoryRecords(), fake, log)
    const { sessionId: _, ...unnamed } = openedOf(info)
    const oldId = await old.create(unnamed as ReturnType<typeof openedOf>, null)
    expect(await old.find(oldId)).toBeNull()
    await old.close()
  })

  test('report a logout to identity', async () => {
    await sessions.end(id)
    expect(fake.ended).toEqual(['s1'])
  })
})

describe('the keeper', () => {
  let now = 0
  let answers: (AccessFeed | Error)[]
  let asked: (number | null)[]
  let keeper: AccessKeeper
  let waiting: PromiseWithResolvers<AccessFeed>

  beforeEach(() => {
    now = 0
    asked = []
    waiting = Promise.withResolvers()
    const fetchFeed = (since: number | null) => {
      asked.push(since)
      const next = answers.shift() ?? waiting.promise.finally(() => (waiting = Promise.withResolvers()))
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next)
    }
    keeper = new AccessKeeper({ source: { fetchFeed }, log, maxAgeMs: 1000, now: () => now })
    return () => keeper.stop()
  })

  const feed = (revision: number, changes: AccessChange[], rest = {}): AccessFeed => ({
    revision,
    isReset: false,
    hasMore: false,
    changes,
    ...rest,
  })

  test('believes no session before identity has answered once', async () => {
    answers = [new Error('away'), feed(0, [])]
    void keeper.start()
    expect(() => keeper.judge(record)).toThrow(expect.objectContaining({ code: 'SESSION_UNAVAILABLE' }))
    await expect.poll(() => keeper.isLive).toBe(true)
    expect(keeper.judge(record)).toEqual({ is: 'CURRENT' })
  })

  test('reads on while there is more, from where it is', async () => {
    answers = [feed(5, [access(2)], { hasMore: true }), feed(9, [sessionEnd('s1')])]
    await keeper.start()
    expect(keeper.judge(record)).toMatchObject({ is: 'ENDED' })
    await expect.poll(() => asked).toEqual([null, 5, 9])
  })

  test('goes on by what it knows while identity is away, and for so long only', async () => {
    answers = [feed(1, []), new Error('away'), new Error('away')]
    await keeper.start()
    await expect.poll(() => keeper.isLive).toBe(false)
    expect([keeper.judge(record), keeper.isTooOld]).toEqual([{ is: 'CURRENT' }, false])
    now = 1001
    expect(() => keeper.judge(record)).toThrow(expect.objectContaining({ code: 'SESSION_UNAVAILABLE' }))
    waiting.resolve(feed(2, [sessionEnd('s1')]))
    await expect.poll(() => keeper.isLive).toBe(true)
    expect(keeper.judge(record)).toMatchObject({ is: 'ENDED' })
  })

  test('forgets what a database that was set back never knew', async () => {
    answers = [feed(7, [sessionsEnd(9)]), feed(2, [], { isReset: true })]
    await keeper.start()
    await expect.poll(() => asked.at(-1)).toBe(2)
    expect(keeper.judge(record)).toEqual({ is: 'CURRENT' })
  })
})
