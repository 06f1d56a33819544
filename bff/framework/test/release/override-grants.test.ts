import { describe, expect, test } from 'vitest'
import { AppError } from '../../src/errors/app-error.ts'
import { type OverrideGrant, OverrideGrants } from '../../src/release/override-grants.ts'
import { isGranted, requireOverrides } from '../../src/release/overrides.ts'
import { SnapshotTokens } from '../../src/release/snapshot-token.ts'

const grant: OverrideGrant = {
  ...{ id: 'o1', apps: { sales: '1.5.0' }, tenant: 'demo', user: 'owner', actor: 'user:operator' },
  expiresAt: 1_000,
}
const session = {
  user: { id: 'u1', username: 'owner', displayName: 'Owner' },
  tenant: { id: 't1', slug: 'demo', name: 'Demo', currency: 'EUR', timeZone: 'Europe/Berlin' },
  permissions: [],
}
const clock = { nowMs: 0 }
const grants = new OverrideGrants('secret', null, () => clock.nowMs)
const link = grants.write(grant)

function codeOf(parts: {
  wanted?: Record<string, string>
  link?: string | null
  nowMs?: number
  user?: string
  tenant?: string
}) {
  const { wanted = grant.apps, link: given = link, nowMs = 0, user = 'owner', tenant = 'demo' } = parts
  clock.nowMs = nowMs
  const of = {
    ...session,
    user: { ...session.user, username: user },
    tenant: { ...session.tenant, slug: tenant },
  }
  try {
    requireOverrides({ mode: 'off', grants }, { wanted, link: given }, of)
    return 'granted'
  } catch (error) {
    return error instanceof AppError ? error.code : error
  }
}

describe('where overrides are off, a link is for', () => {
  test.each<[string, Parameters<typeof codeOf>[0], string]>([
    ['its user and its versions', {}, 'granted'],
    ['no other user', { user: 'clerk' }, 'OVERRIDE_LINK_FOREIGN'],
    ['no user of that name elsewhere', { tenant: 'other' }, 'OVERRIDE_LINK_FOREIGN'],
    ['no other version', { wanted: { sales: '1.6.0' } }, 'OVERRIDES_OFF'],
    ['no other app', { wanted: { sales: '1.5.0', catalog: '1.0.0' } }, 'OVERRIDES_OFF'],
    ['its time', { nowMs: 1_000 }, 'OVERRIDE_LINK_EXPIRED'],
    ['nothing without itself', { link: null }, 'OVERRIDES_OFF'],
    ['nothing once it was changed', { link: link.replace(/^./, 'f') }, 'OVERRIDE_LINK_INVALID'],
    ['nothing without its signature', { link: link.split('.')[0] ?? '' }, 'OVERRIDE_LINK_INVALID'],
    ['nothing of a megabyte', { link: 'a'.repeat(1_000_000) }, 'OVERRIDE_LINK_INVALID'],
  ])('%s', (_, parts, code) => {
    expect(codeOf(parts)).toBe(code)
  })

  test('nothing that another gateway, or another purpose of this one, has signed', () => {
    expect(codeOf({ link: new OverrideGrants('other secret').write(grant) })).toBe('OVERRIDE_LINK_INVALID')
    const token = new SnapshotTokens('secret').write({
      ...{ snapshotId: 's', tenantId: 't1', userId: 'u1', sessionId: 'x', pageId: 'p', issuedAt: 0 },
      ...{ services: {}, releases: [], breaking: [] },
    })
    expect(codeOf({ link: token })).toBe('OVERRIDE_LINK_INVALID')
  })
})

test('the secret before is accepted while it is being changed', () => {
  const changed = new OverrideGrants('new secret', 'secret', () => 0)
  expect(changed.read(link)).toEqual(grant)
})

test('files of a version may be read by its link, in its user’s session, until it ends', () => {
  clock.nowMs = 0
  const key = { name: 'sales', version: '1.5.0' }
  expect(isGranted({ grants, link, session }, key)).toBe(true)
  expect(isGranted({ grants, link, session }, { ...key, version: '1.6.0' })).toBe(false)
  const other = { ...session, user: { ...session.user, username: 'clerk' } }
  expect(isGranted({ grants, link, session: other }, key)).toBe(false)
  clock.nowMs = 2_000
  expect(isGranted({ grants, link, session }, key)).toBe(false)
})

test('a link that was revoked is of no use, to its user neither', () => {
  const mine = new OverrideGrants('secret', null, () => 0)
  const key = { name: 'sales', version: '1.5.0' }
  mine.setRevoked(['o1'])
  const refused = () => requireOverrides({ mode: 'off', grants: mine }, { wanted: grant.apps, link }, session)
  expect(refused).toThrow(expect.objectContaining({ code: 'OVERRIDE_LINK_REVOKED' }))
  expect(isGranted({ grants: mine, link, session }, key)).toBe(false)
  mine.setRevoked(['o2'])
  expect(refused).not.toThrow()
})
