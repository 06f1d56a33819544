import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { KeptSession } from '../src/session/memory-session-store.ts'
import { sessionKeyOf } from '../src/session/session-key.ts'
import type { SessionRecords } from '../src/session/session-records.ts'
import { ABSOLUTE_MS, IDLE_MS, Sessions } from '../src/session/sessions.ts'
import { createLog } from '../src/telemetry/log.ts'
import { testSession } from '../src/testing/test-graph.ts'
import { FakeAccess, openedOf } from './fake-access.ts'
import { memoryRecords } from './memory-session.ts'

const log = createLog(() => {})

describe('sessions', () => {
  const info = testSession(['a.b'])
  let now = 0
  let kept: Map<string, KeptSession>
  let records: SessionRecords
  let sessions: Sessions
  beforeEach(() => {
    now = 1_000_000
    kept = new Map()
    records = memoryRecords({ now: () => now, kept })
    sessions = new Sessions(records, new FakeAccess(), log, () => now)
  })
  afterEach(() => sessions.close())

  test('are stored under a hash from which the id cannot be had', async () => {
    const id = await sessions.create(openedOf(info), null)
    expect(Buffer.from(id, 'base64url')).toHaveLength(32)
    expect(kept.size).toBe(1)
    expect(JSON.stringify([...kept])).not.toContain(id)
  })

  test('end after 30 idle minutes, and each call begins them anew', async () => {
    const id = await sessions.create(openedOf(info), null)
    now += IDLE_MS - 1
    expect(await sessions.find(id)).toMatchObject({ info })
    now += IDLE_MS - 1
    expect(await sessions.find(id)).toMatchObject({ info })
    now += IDLE_MS
    expect(await sessions.find(id)).toBeNull()
  })

  test('end after 12 hours however busy', async () => {
    const id = await sessions.create(openedOf(info), null)
    for (let elapsed = 0; elapsed + IDLE_MS / 2 < ABSOLUTE_MS; elapsed += IDLE_MS / 2) {
      expect(await sessions.find(id)).toMatchObject({ info })
      now += IDLE_MS / 2
    }
    now += IDLE_MS / 2
    expect(await sessions.find(id)).toBeNull()
  })

  test('give the predecessor ten seconds after a new login', async () => {
    const first = await sessions.create(openedOf(info), null)
    const second = await sessions.create(openedOf(info), first)
    now += 9_000
    expect(await sessions.find(first)).toMatchObject({ info })
    now += 1_000
    expect([await sessions.find(first), await sessions.find(second)]).toMatchObject([null, { info }])
  })

  test('end at logout', async () => {
    const [left, other] = [
      await sessions.create(openedOf(info), null),
      await sessions.create(openedOf(info), null),
    ]
    await sessions.end(left)
    expect([await sessions.find(left), await sessions.find(other)]).toMatchObject([null, { info }])
  })

  test('that end while a call is noted stay ended', async () => {
    const [left, replaced] = [
      await sessions.create(openedOf(info), null),
      await sessions.create(openedOf(info), null),
    ]
    now += 2 * 60_000
    const find = records.find.bind(records)
    const during = async (work: () => Promise<unknown>) => {
      records.find = async key => {
        records.find = find
        const found = await find(key)
        await work()
        return found
      }
    }
    await during(() => sessions.end(left))
    await sessions.find(left)
    expect(await sessions.find(left)).toBeNull()
    await during(() => sessions.create(openedOf(info), replaced))
    await sessions.find(replaced)
    now += 10_000
    expect(await sessions.find(replaced)).toBeNull()
  })

  test('noted by several calls at once stay known while the store is away', async () => {
    const id = await sessions.create(openedOf(info), null)
    now += 2 * 60_000
    await Promise.all([sessions.find(id), sessions.find(id), sessions.find(id)])
    records.find = () => Promise.reject(new Error('away'))
    expect(await sessions.find(id)).toMatchObject({ info })
  })

  test('are at hand only while nothing is to be done about them', async () => {
    const access = new FakeAccess()
    sessions = new Sessions(records, access, log, () => now)
    const create = async () => {
      const id = await sessions.create(openedOf(info), null)
      await sessions.find(id)
      return id
    }
    const [seen, left, replaced, locked] = [await create(), await create(), await create(), await create()]
    const atHand = (id: string) => sessions.findNow(sessionKeyOf(id)) !== null
    expect([seen, left, replaced, locked].map(atHand)).toEqual([true, true, true, true])
    await sessions.end(left)
    await sessions.create(openedOf(info), replaced)
    now += 10_000
    expect([seen, left, replaced, 'never-seen'].map(atHand)).toEqual([true, false, false, false])
    access.judge = () => ({ is: 'ENDED', reason: 'LOCKED' })
    expect(atHand(locked)).toBe(false)
    await expect(sessions.find(locked)).rejects.toMatchObject({ code: 'SESSION_ENDED' })
    access.judge = () => ({ is: 'CURRENT' })
    now += 60_000
    expect(atHand(seen)).toBe(false)
    await sessions.find(seen)
    expect(atHand(seen)).toBe(true)
  })

  test('seen lately are still known while the store is away; others are not guessed', async () => {
    const id = await sessions.create(openedOf(info), null)
    records.find = () => Promise.reject(new Error('away'))
    expect(await sessions.find(id)).toMatchObject({ info })
    await expect(sessions.find('never-seen')).rejects.toMatchObject({ code: 'SESSION_UNAVAILABLE' })
  })
})
