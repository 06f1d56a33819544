import type { SessionInfo } from '@portico/micro-app/page-state'
import type { Feed } from '@portico/release'
import type { Routing } from '../upstream/routing.ts'
import type { Rules } from './rules/rules.ts'
import { bindServices, resolveSnapshot, type Subject, type TenantResolution } from './snapshot-resolution.ts'
import { SNAPSHOT_TOKEN_LIFETIME_MS, type SnapshotToken, type SnapshotTokens } from './snapshot-token.ts'

/** The tab's snapshot was revoked; `to` is the one it should go on with. */
export interface Revocation {
  to: string
  isForced: boolean
}

/** How a call of a tab goes, and what its tab should be sent. */
export interface TabRouting {
  routing: Routing
  /** Id of the tenant's present snapshot, when the tab lives on another. */
  newer: string | null
  revoked: Revocation | null
  /** Releases the tab lives on. */
  releases: readonly string[]
  /** What the tenant would get now. */
  present: TenantResolution
}

/**
 * The tab's own snapshot where it holds: not older than a day, none of its releases revoked. Else the tenant's present one.
 * The token is of this session's tenant and user.
 */
export function routingOfTab(
  rules: Rules,
  session: SessionInfo,
  token: SnapshotToken | null,
  nowMs: number,
): TabRouting {
  const present = presentOf(rules, session)
  if (token === null) return onPresent(present, null, null)
  const newer = token.snapshotId === present.id ? null : present.id
  const revoked = findRevocation(rules, token, present)
  if (revoked || nowMs - token.issuedAt > SNAPSHOT_TOKEN_LIFETIME_MS)
    return onPresent(present, newer, revoked)
  return { routing: routingOfToken(rules, token), newer, revoked: null, releases: token.releases, present }
}

/** Of the rules that were asked last. */
const presents = new WeakMap<Subject, { rules: Rules; present: TenantResolution }>()

/** What is decided is the same as long as the rules are one object, and the session is. */
function presentOf(rules: Rules, session: SessionInfo): TenantResolution {
  const subject = subjectOf(session)
  const known = presents.get(subject)
  if (known?.rules === rules) return known.present
  const present = resolveSnapshot(rules, subject)
  presents.set(subject, { rules, present })
  return present
}

/** A session is one object for as long as nothing of it changes. */
const subjects = new WeakMap<SessionInfo, Subject>()

export function subjectOf(session: SessionInfo): Subject {
  const known = subjects.get(session)
  if (known) return known
  const { id, plan, region, createdAt } = session.tenant
  const facts = { ...(plan && { plan }), ...(region && { region }), ...(createdAt && { createdAt }) }
  const subject = { tenantId: id, facts }
  subjects.set(session, subject)
  return subject
}

export function readSnapshotToken(
  snapshotTokens: SnapshotTokens,
  header: string | string[] | undefined,
): SnapshotToken | null {
  return typeof header === 'string' ? snapshotTokens.read(header) : null
}

function onPresent(present: TenantResolution, newer: string | null, revoked: Revocation | null): TabRouting {
  return { routing: present.routing, newer, revoked, releases: present.content.releases, present }
}

/** Stopping everything takes every running release back, without ending it. */
function findRevocation(
  { feed }: Rules,
  token: SnapshotToken,
  { id: to }: TenantResolution,
): Revocation | null {
  if (token.releases.length === 0) return null
  const named = feed.revoked.filter(({ id }) => token.releases.includes(id))
  if (named.length > 0) return { to, isForced: named.some(({ isForced }) => isForced) }
  const isStopped = feed.isStopped && feed.releases.some(({ id }) => token.releases.includes(id))
  return isStopped ? { to, isForced: false } : null
}

/** A tab sends the same token with each call. */
const routings = new WeakMap<SnapshotToken, { feed: Feed; routing: Routing }>()

function routingOfToken({ feed }: Rules, token: SnapshotToken): Routing {
  const known = routings.get(token)
  if (known?.feed === feed) return known.routing
  const routing = bindToken(feed, token)
  routings.set(token, { feed, routing })
  return routing
}

/** As strict as it was when the token was written, or as its release has become since. */
function bindToken(feed: Feed, { snapshotId, services, releases, breaking }: SnapshotToken): Routing {
  const named = feed.releases.filter(({ id }) => releases.includes(id))
  const bound = bindServices(services, named, feed)
  return { snapshotId, lane: null, services, ...bound, breaking: new Set([...breaking, ...bound.breaking]) }
}
