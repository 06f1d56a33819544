import type { Constraint } from '@portico/release'
import { describe, expect, it } from 'vitest'
import { resolveSnapshot } from '../../src/release/snapshot-resolution.ts'
import {
  SNAPSHOT_TOKEN_LIFETIME_MS,
  type SnapshotToken,
  SnapshotTokens,
} from '../../src/release/snapshot-token.ts'
import { readSnapshotToken, routingOfTab, subjectOf } from '../../src/release/tab-routing.ts'
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
  return rulesWith(aFeed({ baseline, inForce: [gray], breakingServices: ['sales'] }))
}

async function grayToken(over: Partial<SnapshotToken> = {}): Promise<SnapshotToken> {
  const { id, content, routing } = resolveSnapshot(await grayRules(), subjectOf(session))
  return {
    snapshotId: id,
    tenantId: 't_a',
    userId: session.user.id,
    sessionId: 's',
    pageId: 'p',
    issuedAt: now,
    services: content.services,
    releases: content.releases,
    breaking: [...routing.breaking],
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

  it('keeps its id when its release becomes the baseline, so that no tenant that had it is moved', async () => {
    const promoted = await promotedRules()
    const before = resolveSnapshot(await grayRules(), subjectOf(session))
    expect(resolveSnapshot(promoted, subjectOf(session)).id).toBe(before.id)
    expect(resolveSnapshot(promoted, subjectOf(aSession('t_b'))).id).toBe(before.id)
  })

  it('keeps its breaking services off stable when its release is in force, but is measured as stable', async () => {
    const rules = await promotedRules()
    const routings = [
      resolveSnapshot(rules, subjectOf(session)).routing,
      routingOfTab(rules, session, await grayToken(), now).routing,
    ]
    for (const routing of routings) {
      expect([...routing.breaking]).toEqual(['sales'])
      expect(routing.releases).toEqual({})
    }
  })

  it('is the baseline for every tenant while everything is stopped', async () => {
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

describe('the routing of a tab', () => {
  it('is that of its own snapshot, though the tenant has another one by now', async () => {
    const tab = routingOfTab(await rulesWith(aFeed({ releases: [gray] })), session, await grayToken(), now)
    expect(tab.routing.services).toEqual({ sales: 'gray' })
    expect(tab.routing.releases).toEqual({ sales: 'r1' })
    expect([...tab.routing.breaking]).toEqual(['sales'])
    expect(tab.newer).toBe(tab.present.id)
    expect(tab.revoked).toBeNull()
  })

  it('has nothing newer while the tenant still gets the same', async () => {
    const tab = routingOfTab(await grayRules(), session, await grayToken(), now)
    expect([tab.newer, tab.revoked]).toEqual([null, null])
  })

  it('is stable at once when a release of it was revoked, and the tab is sent its new snapshot', async () => {
    const rules = await rulesWith(aFeed({ revoked: [{ id: 'r1', isForced: true }] }))
    const tab = routingOfTab(rules, session, await grayToken(), now)
    expect(tab.routing.services).toEqual({})
    expect(tab.revoked).toEqual({ to: tab.present.id, isForced: true })
  })

  it('is stable at once when everything is stopped', async () => {
    const rules = await rulesWith(aFeed({ releases: [gray], isStopped: true }), allowed)
    const tab = routingOfTab(rules, session, await grayToken(), now)
    expect(tab.routing.services).toEqual({})
    expect(tab.revoked?.isForced).toBe(false)
  })

  it('is the present one a day after its token was issued, however busy the tab is', async () => {
    const rules = await rulesWith(aFeed({ releases: [gray] }))
    const token = await grayToken({ issuedAt: now - SNAPSHOT_TOKEN_LIFETIME_MS - 1 })
    expect(routingOfTab(rules, session, token, now).routing.services).toEqual({})
    expect(
      routingOfTab(rules, session, { ...token, issuedAt: now - SNAPSHOT_TOKEN_LIFETIME_MS }, now).routing
        .services,
    ).toEqual({
      sales: 'gray',
    })
  })

  it('stays as strict as its token says, when its release is nowhere any more', async () => {
    const baseline = { ...aFeed().baseline, services: { sales: 'next' } }
    const { routing } = routingOfTab(await rulesWith(aFeed({ baseline })), session, await grayToken(), now)
    expect([routing.services, [...routing.breaking]]).toEqual([{ sales: 'gray' }, ['sales']])
  })

  it('becomes strict with its release', async () => {
    const token = await grayToken({ breaking: [] })
    expect([...routingOfTab(await grayRules(), session, token, now).routing.breaking]).toEqual(['sales'])
  })
})

describe('a snapshot token', () => {
  const snapshotTokens = new SnapshotTokens('secret')

  it('comes back as it was written, in every process with the secret', async () => {
    const token = await grayToken()
    expect(new SnapshotTokens('secret').read(snapshotTokens.write(token))).toEqual(token)
  })

  it('begins with the id of its snapshot', async () => {
    const token = await grayToken()
    expect(snapshotTokens.write(token).split('.')[0]).toBe(token.snapshotId)
  })

  it('is nothing when it was changed, made up, or signed with another secret', async () => {
    const text = snapshotTokens.write(await grayToken())
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
      expect(snapshotTokens.read(made)).toBeNull()
    }
    expect(new SnapshotTokens('other').read(text)).toBeNull()
    expect(readSnapshotToken(snapshotTokens, [text])).toBeNull()
  })
})
