import type { SessionInfo } from '@portico/micro-app/page-state'
import { encodeList, type Feed, fingerprintOf, type MemberList, type RunningRelease } from '@portico/release'
import { fetchMissing, MemberLists } from '../../src/release/rules/member-lists.ts'
import type { Rules } from '../../src/release/rules/rules.ts'

const noList = { count: 0, revision: 0 }
const words = (text: string) => ({ 'zh-CN': text, en: text })

export function aRelease(id: string, over: Partial<RunningRelease> = {}): RunningRelease {
  return {
    id,
    salt: id,
    percentBp: 0,
    keptBp: 0,
    constraints: [],
    overlay: { apps: {}, services: {} },
    breaking: false,
    isOpenToJoin: false,
    title: words(id),
    notes: words(''),
    lists: { allow: noList, block: noList, left: noList, joined: noList },
    ...over,
  }
}

export function aFeed(over: Partial<Feed> = {}): Feed {
  return {
    revision: 1,
    isStopped: false,
    baseline: {
      shell: '1.0.0',
      apps: { sales: '1.4.0', inventory: '1.0.0' },
      shared: { react: '19.0.0' },
      services: {},
    },
    releases: [],
    inForce: [],
    breakingServices: [],
    revoked: [],
    instances: [],
    ...over,
  }
}

/** Release id -> list -> tenants. */
export type Members = Record<string, Partial<Record<MemberList, string[]>>>

export function listBytes(tenants: readonly string[], revision: number): Uint8Array {
  return encodeList({ revision, isFull: true, added: tenants.map(fingerprintOf), removed: [] })
}

/** Rules whose releases have these tenants on their lists. */
export async function rulesWith(feed: Feed, members: Members = {}): Promise<Rules> {
  const releases = feed.releases.map(release => {
    const named = Object.entries(members[release.id] ?? {})
    const refs = named.map(([list, tenants]) => [list, { count: tenants.length, revision: 1 }])
    return { ...release, lists: { ...release.lists, ...Object.fromEntries(refs) } }
  })
  const whole = { ...feed, releases }
  const lists = new MemberLists()
  const read = async (id: string, list: MemberList) => listBytes(members[id]?.[list] ?? [], 1)
  for (const release of releases) lists.take(release, await fetchMissing(lists, release, read))
  return { feed: whole, lists }
}

export function aSession(tenantId: string, over: Partial<SessionInfo['tenant']> = {}): SessionInfo {
  return {
    user: { id: `${tenantId}_u`, username: 'owner', displayName: 'Owner' },
    tenant: {
      id: tenantId,
      slug: tenantId,
      name: tenantId,
      currency: 'EUR',
      timeZone: 'Europe/Paris',
      ...over,
    },
    permissions: [],
  }
}
