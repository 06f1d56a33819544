import type { Release, TokenAction } from '@portico/release'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ReleaseHarness } from './release-harness.ts'

let harness: ReleaseHarness
let release: Release

beforeAll(async () => {
  harness = await ReleaseHarness.open()
  await harness.published('sales@1.5.0')
  release = await harness.running({ overlay: { apps: { sales: '1.5.0' } }, allow: ['t1'] })
  await harness.run(
    `insert into snapshot (id, content, first_served_at, last_served_at, page_count)
     values ('s1', '{"shell": "1", "apps": {}, "shared": {}, "services": {}, "releases": []}', now(), now(), 1)`,
  )
  await harness.run(
    `insert into decision (request_id, at, kind, snapshot_id, rules_revision, is_stale, decisions)
     values ('r1', now(), 'page', 's1', 1, false, '[]')`,
  )
})
afterAll(() => harness.close())

let number = 0
async function reader(actions: TokenAction[], apps = ['sales']) {
  number += 1
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
  const body = { name: `reader-${number}`, apps, actions, expiresAt }
  const headers = {
    authorization: `Bearer ${(await harness.call('POST', '/tokens', { body })).json().secret}`,
  }
  return async (path: string) => {
    const { statusCode, body } = await harness.call('GET', path, { headers })
    return statusCode === 200 ? 200 : (JSON.parse(body).code as string)
  }
}

const reported = ['/decisions/r1', '/incidents', '/snapshots', '/snapshots/s1', '/audit']
const ofTenants = () => [`/releases/${release.id}/members/allow`, `/releases/${release.id}/tenants`]
const ofReleases = () => ['/releases', `/releases/${release.id}`, `/releases/${release.id}/figures`]
const open = ['/artifacts', '/baseline', '/baseline/history', '/tokens/self']
const all = async (paths: string[], ask: (path: string) => Promise<unknown>) => [
  ...new Set(await Promise.all(paths.map(ask))),
]

describe('a token that may', () => {
  it('read sees everything, of tenants those of its own apps', async () => {
    const paths = [...reported, ...ofTenants(), ...ofReleases(), ...open]
    expect(await all(paths, await reader(['read']))).toEqual([200])
    expect(await all(paths, await reader(['read'], ['*']))).toEqual([200])
    const other = await reader(['read'], ['stock'])
    expect(await all(ofTenants(), other)).toEqual(['FORBIDDEN_SCOPE'])
    expect(await all([...reported, ...ofReleases(), ...open], other)).toEqual([200])
  })

  it('release only can follow what it starts, and no more', async () => {
    const ask = await reader(['release'])
    expect(await all([...ofReleases(), ...open], ask)).toEqual([200])
    expect(await all([...reported, ...ofTenants()], ask)).toEqual(['FORBIDDEN_SCOPE'])
  })

  it('publish only sees what publishing needs', async () => {
    const ask = await reader(['publish'])
    expect(await all(open, ask)).toEqual([200])
    expect(await all([...reported, ...ofTenants(), ...ofReleases()], ask)).toEqual(['FORBIDDEN_SCOPE'])
  })
})

it('operators and the platform see everything', async () => {
  const callers: Record<string, string>[] = [{}, { baggage: '' }]
  for (const headers of callers) {
    const ask = async (path: string) => (await harness.call('GET', path, { headers })).statusCode
    expect(await all([...reported, ...ofTenants(), ...ofReleases(), ...open.slice(0, 3)], ask)).toEqual([200])
  }
})
