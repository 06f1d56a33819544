import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import type { SessionRecord } from '../../src/access/session-record.ts'
import { AppError } from '../../src/errors/app-error.ts'
import { LiveHub } from '../../src/live/live-hub.ts'
import type { SeatLimits } from '../../src/live/seats.ts'
import type { Rules } from '../../src/release/rules/rules.ts'
import { testSession } from '../../src/testing/test-graph.ts'
import { aFeed, aRelease, rulesWith } from '../release/rules-builder.ts'

class FakeResponse extends EventEmitter {
  written: string[] = []
  writableLength = 0
  destroyed = false
  flushHeaders() {}
  write(text: string) {
    this.written.push(text)
    return true
  }
  end(text = '') {
    if (text) this.written.push(text)
    this.destroy()
  }
  destroy() {
    this.destroyed = true
    this.emit('close')
  }
  get events() {
    return this.written.flatMap(text => /^event: (\w+)$/m.exec(text)?.[1] ?? [])
  }
  dataOf(event: string) {
    const frame = this.written.findLast(text => text.startsWith(`event: ${event}\n`))
    return frame && JSON.parse(/^data: (.*)$/m.exec(frame)?.[1] ?? 'null')
  }
}

const generous: SeatLimits = { session: 9, user: 9, tenant: 9, process: 99 }

class Harness {
  rules: Rules | null = null
  readonly sessions = new Map<string, SessionRecord | Error>()
  readonly hub: LiveHub
  looks = 0

  constructor(limits = generous) {
    this.hub = new LiveHub({
      rules: async () => this.rules,
      look: async id => {
        this.looks += 1
        const found = this.sessions.get(id) ?? null
        if (found instanceof Error) throw found
        return found
      },
      limits,
    })
  }

  async open(id: string, user = 'u1', tenant = 't_a', permissions: string[] = []) {
    const session = testSession(permissions)
    const info = {
      ...session,
      tenant: { ...session.tenant, id: tenant },
      user: { ...session.user, id: user },
    }
    const record = {
      info,
      sessionId: id,
      accessVersion: 1,
      sessionsVersion: 1,
      createdAt: 1,
      seenAt: 1,
      endsAt: 9,
    }
    this.sessions.set(id, record)
    const response = new FakeResponse()
    await this.hub.open(response as unknown as ServerResponse, id, record)
    return response
  }
}

const change = (userId: string, tenantId = 't_a') => ({
  tenantId,
  userId,
  kind: 'SESSION' as const,
  version: null,
  sessionId: 's1',
  reason: 'LOCKED',
})
const gray = aRelease('r-gray', { percentBp: 10_000, overlay: { apps: { sales: '1.5.0' }, services: {} } })

describe('an open stream', () => {
  it('says at once where things stand, and again only when that is another', async () => {
    const harness = new Harness()
    harness.rules = await rulesWith(aFeed({ releases: [gray] }))
    const stream = await harness.open('s1')
    const before = stream.dataOf('snapshot')
    expect(before).toEqual({ id: expect.any(String), revoked: [] })
    harness.rules = await rulesWith(aFeed({ revision: 2, releases: [gray] }))
    await harness.hub.sendRules()
    expect(stream.events).toEqual(['snapshot'])
    harness.rules = await rulesWith(aFeed({ revision: 3, revoked: [{ id: 'r-gray', isForced: true }] }))
    await harness.hub.sendRules()
    const after = stream.dataOf('snapshot')
    expect(after.id).not.toBe(before.id)
    expect(after.revoked).toEqual(['r-gray!'])
  })

  it('is sent that everything was stopped', async () => {
    const harness = new Harness()
    harness.rules = await rulesWith(aFeed({ releases: [gray], isStopped: true }))
    expect((await harness.open('s1')).dataOf('snapshot').revoked).toEqual(['r-gray'])
  })

  it('ends with its session, at once, and no other does', async () => {
    const harness = new Harness()
    const [own, colleague, stranger] = await Promise.all([
      harness.open('s1'),
      harness.open('s2', 'u2'),
      harness.open('s3', 'u1', 't_b'),
    ])
    harness.sessions.set('s1', new AppError('SESSION_ENDED', '', { reason: 'LOCKED' }))
    await harness.hub.sendAccess([change('u1')])
    expect(own.dataOf('ended')).toEqual({ reason: 'LOCKED' })
    expect([own, colleague, stranger].map(({ destroyed }) => destroyed)).toEqual([true, false, false])
    expect(harness.hub.size).toBe(2)
  })

  it('that was opened while its session ended is ended too', async () => {
    const harness = new Harness()
    const record = harness.sessions
    const opening = harness.open('s1')
    record.delete('s1')
    expect((await opening).events).toEqual(['ended'])
    expect(harness.hub.size).toBe(0)
  })

  it('is sent a role that was taken away', async () => {
    const harness = new Harness()
    const stream = await harness.open('s1', 'u1', 't_a', ['a', 'b'])
    const record = harness.sessions.get('s1') as SessionRecord
    harness.sessions.set('s1', { ...record, info: { ...record.info, permissions: ['a'] } })
    await harness.hub.sendAccess(null)
    await harness.hub.sendAccess([change('u1')])
    expect(stream.events).toEqual(['access'])
  })

  it('goes on while it cannot be known whether its session lives', async () => {
    const harness = new Harness()
    const stream = await harness.open('s1')
    harness.sessions.set('s1', new AppError('SESSION_UNAVAILABLE', ''))
    await harness.hub.sendAccess([change('u1')])
    expect(stream.destroyed).toBe(false)
  })

  it('beats every fifteenth second, and is looked up again within five minutes', async () => {
    const harness = new Harness()
    const streams = await Promise.all(Array.from({ length: 9 }, (_, n) => harness.open(`s${n}`)))
    const looksBefore = harness.looks
    for (let second = 0; second < 300; second += 1) harness.hub.beat()
    expect(streams.map(({ events }) => events.filter(event => event === 'beat').length)).toEqual(
      streams.map(() => 20),
    )
    expect(harness.looks - looksBefore).toBe(9)
    harness.sessions.clear()
    for (let second = 0; second < 300; second += 1) harness.hub.beat()
    await expect.poll(() => harness.hub.size).toBe(0)
  })

  it('is given up when its browser reads nothing', async () => {
    const harness = new Harness()
    const stream = await harness.open('s1')
    stream.writableLength = 100_000
    for (let second = 0; second < 15; second += 1) harness.hub.beat()
    expect([stream.destroyed, harness.hub.size]).toEqual([true, 0])
  })

  it('is sent what is meant for its user or tenant, and nothing else', async () => {
    const harness = new Harness()
    const all = await Promise.all([
      harness.open('s1'),
      harness.open('s2', 'u2'),
      harness.open('s3', 'u1', 't_b'),
    ])
    harness.hub.notify({ tenantId: 't_a', userId: 'u1' }, { kind: 'import', id: 'i1' })
    harness.hub.notify({ tenantId: 't_a' }, { kind: 'notice' })
    expect(all.map(({ events }) => events.length)).toEqual([2, 1, 0])
    expect(all[0]?.written[0]).toContain('"id":"i1"')
  })

  it('is sent when its gateway stops, each with a time of its own to come back', async () => {
    const harness = new Harness()
    const streams = await Promise.all(Array.from({ length: 9 }, (_, n) => harness.open(`s${n}`)))
    harness.hub.drain()
    const pauses = streams.map(stream => stream.dataOf('moved').retryMs)
    expect(pauses.every(ms => ms >= 500 && ms <= 1_000)).toBe(true)
    expect(new Set(pauses).size).toBeGreaterThan(1)
    expect([harness.hub.size, harness.hub.isDraining]).toEqual([0, true])
  })
})

describe('streams are counted', () => {
  type Whose = [session: string, user: string, tenant: string]
  it.each<[string, Partial<SeatLimits>, Whose, Whose | null]>([
    ['session', { session: 2 }, ['s1', 'u1', 't_a'], ['s2', 'u1', 't_a']],
    ['user', { user: 2 }, ['s3', 'u1', 't_a'], ['s3', 'u2', 't_a']],
    ['tenant', { tenant: 2 }, ['s3', 'u3', 't_a'], ['s3', 'u1', 't_b']],
    ['process', { process: 2 }, ['s3', 'u3', 't_b'], null],
  ])('by %s', async (kind, limit, refused, allowed) => {
    const harness = new Harness({ ...generous, ...limit })
    const first = await harness.open('s1')
    await harness.open(kind === 'session' ? 's1' : 's2', 'u1')
    await expect(harness.open(...refused)).rejects.toMatchObject({
      code: 'TOO_MANY_STREAMS',
      details: { retryAfterSeconds: 30 },
    })
    if (allowed) await harness.open(...allowed)
    first.destroy()
    await harness.open(...refused)
  })
})
