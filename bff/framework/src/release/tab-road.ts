import type { SessionInfo } from '@portico/micro-app/page-state'
import { type Pin, type Pins, pinLifetimeMs } from './pin.ts'
import type { Road } from './road.ts'
import type { Rules } from './rules.ts'
import { bindServices, type Resolution, resolveSnapshot, type Subject } from './snapshot-choice.ts'

/** The tab's snapshot was taken back; `to` is the one it should go on with. */
export interface Revocation {
  to: string
  isForced: boolean
}

/** How a call of a tab goes, and what its tab should hear. */
export interface TabRoad {
  road: Road
  /** Id of the tenant's present snapshot, when the tab lives on another. */
  newer: string | null
  revoked: Revocation | null
  /** Releases the tab lives on. */
  releases: readonly string[]
  /** What the tenant would get now. */
  present: Resolution
}

/**
 * The tab's own snapshot where it holds: not older than a day, none of its releases taken back. Else the tenant's present
 * one. The pin is of this session's tenant and user.
 */
export function roadOfTab(rules: Rules, session: SessionInfo, pin: Pin | null, nowMs: number): TabRoad {
  const present = resolveSnapshot(rules, subjectOf(session))
  if (pin === null) return onPresent(present, null, null)
  const newer = pin.snapshotId === present.id ? null : present.id
  const revoked = findRevocation(rules, pin, present)
  if (revoked || nowMs - pin.issuedAt > pinLifetimeMs) return onPresent(present, newer, revoked)
  return { road: roadOfPin(rules, pin), newer, revoked: null, releases: pin.releases, present }
}

export function subjectOf({ tenant: { id, plan, region, createdAt } }: SessionInfo): Subject {
  const facts = { ...(plan && { plan }), ...(region && { region }), ...(createdAt && { createdAt }) }
  return { tenantId: id, facts }
}

export function readPin(pins: Pins, header: string | string[] | undefined): Pin | null {
  return typeof header === 'string' ? pins.read(header) : null
}

function onPresent(present: Resolution, newer: string | null, revoked: Revocation | null): TabRoad {
  return { road: present.road, newer, revoked, releases: present.content.releases, present }
}

/** Stopping everything takes every running release back, without ending it. */
function findRevocation({ feed }: Rules, pin: Pin, { id: to }: Resolution): Revocation | null {
  const named = feed.revoked.filter(({ id }) => pin.releases.includes(id))
  if (named.length > 0) return { to, isForced: named.some(({ isForced }) => isForced) }
  const isStopped = feed.isStopped && feed.releases.some(({ id }) => pin.releases.includes(id))
  return isStopped ? { to, isForced: false } : null
}

/** As strict as it was when the pin was written, or as its release has become since. */
function roadOfPin({ feed }: Rules, { snapshotId, services, releases, breaking }: Pin): Road {
  const named = feed.releases.filter(({ id }) => releases.includes(id))
  const bound = bindServices(services, named, feed)
  return { snapshotId, lane: null, services, ...bound, breaking: new Set([...breaking, ...bound.breaking]) }
}
