import type { Constraint } from '@portico/release'
import { describe, expect, it } from 'vitest'
import { type Pin, Pins, pinLifetimeMs } from '../../src/release/pin.ts'
import { resolveSnapshot } from '../../src/release/snapshot-choice.ts'
import { readPin, roadOfTab, subjectOf } from '../../src/release/tab-road.ts'
import { aFeed, aRelease, aSession, rulesWith } from './rules-builder.ts'

const now = Date.parse('2026-01-01T00:00:00Z')
const gray = aRelease('r1', {
  overlay: { apps: { sales: '1.5.0' }, services: { sales: 'gray' } },
  breaking: true,
})
const allowed = { r1: { allow: ['t_a'] } }
const session = aSession('t_a')

async function grayRules() {
  return rulesWith(aFeed({ releases: [gray] }), allowed)
}

async function promotedRules() {
  const baseline = {
    ...aFeed().baseline,
    apps: { sales: '1.5.0', inventory: '1.0.0' },
    services: { sales: 'gray' },
  }
  return rulesWith(aFeed({ baseline, inForce: [gray], strict: ['sales'] }))
}

async function grayPin(over: Partial<Pin> = {}): Promise<Pin> {
  const { id, content, road } = resolveSnapshot(await grayRules(), subjectOf(session))
  return {
    snapshotId: id,
    tenantId: 't_a',
    userId: session.user.id,
    sessionId: 's',
    pageId: 'p',
    issuedAt: now,
    services: content.services,
    releases: content.releases,
    breaking: [...road.breaking],
    ...over,
  }
}

describe('the snapshot of a tenant', () => {
  it('is the baseline for who is on no release, and the overlay for who is', async () => {
    const rules = await grayRules()
    const mine = resolveSnapshot(rules, subjectOf(session))
    const others = resolveSnapshot(rules, subjectOf(aSession('t_b')))
    expect(mine.content).toMatchObject({
      apps: { sales: '1.5.0', inventory: '1.0.0' },
      services: { sales: 'gray' },
    })
    expect(mine.wanted.fallbacks).toEqual({ sales: '1.4.0' })
    expect(mine.decisions).toEqual([{ releaseId: 'r1', isGray: true, reason: 'ALLOW' }])
    expect(others.content).toMatchObject({
      apps: { sales: '1.4.0', inventory: '1.0.0' },
      services: {},
      releases: [],
    })
    expect(others.id).not.toBe(mine.id)
  })

  it('has the same id in every process and after every revision that changes nothing in it', async () => {
    const [one, other] = await Promise.all([
      grayRules(),
      rulesWith(aFeed({ revision: 9, releases: [gray] }), allowed),
    ])
    expect(resolveSnapshot(other, subjectOf(session)).id).toBe(resolveSnapshot(one, subjectOf(session)).id)
  })

  it('keeps its id when its release becomes the baseline, so that nobody who had it is moved', async () => {
    const promoted = await promotedRules()
    const before = resolveSnapshot(await grayRules(), subjectOf(session))
    expect(resolveSnapshot(promoted, subjectOf(session)).id).toBe(before.id)
    expect(resolveSnapshot(promoted, subjectOf(aSession('t_b'))).id).toBe(before.id)
  })

  it('keeps its breaking services off stable when its release is in force, but is measured as stable', async () => {
    const rules = await promotedRules()
    const roads = [
      resolveSnapshot(rules, subjectOf(session)).road,
      roadOfTab(rules, session, await grayPin(), now).road,
    ]
    for (const road of roads) {
      expect([...road.breaking]).toEqual(['sales'])
      expect(road.releases).toEqual({})
    }
  })

  it('is the baseline for everybody while everything is stopped', async () => {
    const rules = await rulesWith(aFeed({ releases: [gray], isStopped: true }), allowed)
    const { content, decisions } = resolveSnapshot(rules, subjectOf(session))
    expect(content.apps.sales).toBe('1.4.0')
    expect(decisions[0]?.reason).toBe('KILL')
  })

  it('looks at what identity says of the tenant', async () => {
    const constraints: Constraint[] = [{ attribute: 'plan', operator: 'in', values: ['pro'] }]
    const open = aRelease('r1', { percentBp: 10_000, keptBp: 10_000, constraints })
    const rules = await rulesWith(aFeed({ releases: [open] }))
    const reasonOf = (plan?: string) =>
      resolveSnapshot(rules, subjectOf(aSession('t_a', plan ? { plan } : {}))).decisions[0]?.reason
    expect([reasonOf('pro'), reasonOf('basic'), reasonOf()]).toEqual(['PERCENT', 'CONSTRAINT', 'CONSTRAINT'])
  })
})

describe('the road of a tab', () => {
  it('is that of its own snapshot, though the tenant has another one by now', async () => {
    const tab = roadOfTab(await rulesWith(aFeed({ releases: [gray] })), session, await grayPin(), now)
    expect(tab.road.services).toEqual({ sales: 'gray' })
    expect(tab.road.releases).toEqual({ sales: 'r1' })
    expect([...tab.road.breaking]).toEqual(['sales'])
    expect(tab.newer).toBe(tab.present.id)
    expect(tab.revoked).toBeNull()
  })

  it('has nothing newer while the tenant still gets the same', async () => {
    const tab = roadOfTab(await grayRules(), session, await grayPin(), now)
    expect([tab.newer, tab.revoked]).toEqual([null, null])
  })

  it('is stable at once when a release of it was taken back, and the tab hears where to', async () => {
    const rules = await rulesWith(aFeed({ revoked: [{ id: 'r1', isForced: true }] }))
    const tab = roadOfTab(rules, session, await grayPin(), now)
    expect(tab.road.services).toEqual({})
    expect(tab.revoked).toEqual({ to: tab.present.id, isForced: true })
  })

  it('is stable at once when everything is stopped', async () => {
    const rules = await rulesWith(aFeed({ releases: [gray], isStopped: true }), allowed)
    const tab = roadOfTab(rules, session, await grayPin(), now)
    expect(tab.road.services).toEqual({})
    expect(tab.revoked?.isForced).toBe(false)
  })

  it('is the present one a day after its pin was issued, however busy the tab is', async () => {
    const rules = await rulesWith(aFeed({ releases: [gray] }))
    const pin = await grayPin({ issuedAt: now - pinLifetimeMs - 1 })
    expect(roadOfTab(rules, session, pin, now).road.services).toEqual({})
    expect(roadOfTab(rules, session, { ...pin, issuedAt: now - pinLifetimeMs }, now).road.services).toEqual({
      sales: 'gray',
    })
  })

  it('stays as strict as its pin says, when its release is nowhere any more', async () => {
    const baseline = { ...aFeed().baseline, services: { sales: 'next' } }
    const { road } = roadOfTab(await rulesWith(aFeed({ baseline })), session, await grayPin(), now)
    expect([road.services, [...road.breaking]]).toEqual([{ sales: 'gray' }, ['sales']])
  })

  it('becomes strict with its release', async () => {
    const pin = await grayPin({ breaking: [] })
    expect([...roadOfTab(await grayRules(), session, pin, now).road.breaking]).toEqual(['sales'])
  })
})

describe('a pin', () => {
  const pins = new Pins('secret')

  it('comes back as it was written, in every process with the secret', async () => {
    const pin = await grayPin()
    expect(new Pins('secret').read(pins.write(pin))).toEqual(pin)
  })

  it('begins with the id of its snapshot', async () => {
    const pin = await grayPin()
    expect(pins.write(pin).split('.')[0]).toBe(pin.snapshotId)
  })

  it('is nothing when it was changed, made up, or signed with another secret', async () => {
    const text = pins.write(await grayPin())
    const [id, , signature] = text.split('.')
    const forged = Buffer.from(JSON.stringify({ t: 't_b', u: 'u1', i: now, s: {}, r: [], b: [] })).toString(
      'base64url',
    )
    for (const made of [
      '',
      'x',
      '..',
      `${id}.${forged}.${signature}`,
      text.slice(0, -1),
      'a'.repeat(10_000),
    ]) {
      expect(pins.read(made)).toBeNull()
    }
    expect(new Pins('other').read(text)).toBeNull()
    expect(readPin(pins, [text])).toBeNull()
  })
})
