import { createHash } from 'node:crypto'
import {
  type Decision,
  type DecisionInput,
  decide,
  type Feed,
  type ReleaseDecision,
  type RunningRelease,
  type SnapshotContent,
  type Tag,
  type TenantFacts,
} from '@portico/release'
import type { Routing } from '../upstream/routing.ts'
import type { WantedSet } from './artifact-set.ts'
import type { Rules } from './rules/rules.ts'

/** Who a snapshot is chosen for. */
export interface Subject {
  /** Null: no user is logged in. */
  tenantId: string | null
  facts: TenantFacts
}

/** What a set of gray releases makes of the baseline: the same for every tenant who has just these. */
export interface SnapshotResolution {
  id: string
  content: SnapshotContent
  wanted: WantedSet
  routing: Routing
  /** Everything in it that is a release: gray ones, and full ones the baseline has. */
  releases: readonly Pick<RunningRelease, 'id' | 'title' | 'notes'>[]
}

export interface TenantResolution extends SnapshotResolution {
  decisions: readonly ReleaseDecision[]
  rulesRevision: number
}

const resolutions = new WeakMap<Rules, Map<string, SnapshotResolution>>()

/** The one place where it is decided what a tenant gets. Costs a few hash look-ups; what is shared is made once. */
export function resolveSnapshot(rules: Rules, subject: Subject): TenantResolution {
  const { releases, revision } = rules.feed
  const decisions = releases.map(release => ({
    releaseId: release.id,
    ...decideFor(rules, release, subject),
  }))
  const gray = releases.filter(({ id }, index) => decisions[index]?.isGray && !rules.emptied?.has(id))
  return { ...resolutionOf(rules, gray), decisions, rulesRevision: revision }
}

function decideFor(rules: Rules, release: RunningRelease, subject: Subject): Decision {
  return decide(release, decisionInput(rules, release.id, subject))
}

export function decisionInput(rules: Rules, releaseId: string, { tenantId, facts }: Subject): DecisionInput {
  return {
    tenantId,
    facts,
    isKilled: rules.feed.isStopped,
    hasLane: false,
    isMember: list => tenantId !== null && rules.lists.has(releaseId, list, tenantId),
  }
}

function resolutionOf(rules: Rules, gray: readonly RunningRelease[]): SnapshotResolution {
  const known = resolutions.get(rules) ?? new Map<string, SnapshotResolution>()
  resolutions.set(rules, known)
  const key = gray.map(({ id }) => id).join()
  const resolved = known.get(key) ?? resolveReleases(rules.feed, gray)
  known.set(key, resolved)
  return resolved
}

function resolveReleases(feed: Feed, gray: readonly RunningRelease[]): SnapshotResolution {
  const { baseline, inForce } = feed
  const releases = [...gray, ...inForce.filter(({ id }) => gray.every(other => other.id !== id))]
  const { shell = baseline.shell, ...apps } = Object.assign(
    {},
    baseline.apps,
    ...gray.map(appsOf),
  ) as Versions
  const services = offStable(Object.assign({}, baseline.services, ...gray.map(servicesOf)))
  const shared = Object.assign({}, baseline.shared, ...gray.map(sharedOf)) as Versions
  const content: SnapshotContent = {
    shell,
    apps,
    shared,
    services,
    releases: releases.map(({ id }) => id).sort(),
  }
  const id = snapshotId(content)
  return {
    id,
    content,
    wanted: {
      shell,
      apps,
      shared,
      fallbacks: changedOf(baseline.apps, apps),
      sharedFallbacks: changedOf(baseline.shared, shared),
    },
    routing: { snapshotId: id, lane: null, services, ...bindServices(services, gray, feed) },
    releases: releases.map(({ id: releaseId, title, notes }) => ({ id: releaseId, title, notes })),
  }
}

type Versions = Record<string, string>

const appsOf = ({ overlay }: RunningRelease) => overlay.apps
const sharedOf = ({ overlay }: RunningRelease) => overlay.shared
const servicesOf = ({ overlay }: RunningRelease) => overlay.services

function offStable(services: Record<string, Tag>): Record<string, Tag> {
  return Object.fromEntries(Object.entries(services).filter(([, tag]) => tag !== 'stable'))
}

/**
 * Which running release routes which service to another tag, and which services must not go back to stable. What the
 * baseline sends is as strict as the release it came with, but measured as stable, for it is what every tenant has.
 */
export function bindServices(
  services: Readonly<Record<string, Tag>>,
  running: readonly Pick<RunningRelease, 'id' | 'overlay' | 'breaking'>[],
  { baseline, breakingServices }: Pick<Feed, 'baseline' | 'breakingServices'>,
): Pick<Routing, 'releases' | 'breaking'> {
  const releases: Record<string, string> = {}
  const breaking = new Set<string>()
  for (const [service, tag] of Object.entries(services)) {
    const release = running.find(({ overlay }) => overlay.services[service] === tag)
    if (release) releases[service] = release.id
    const isBreaking = breakingServices.includes(service) && baseline.services[service] === tag
    if (release ? release.breaking : isBreaking) breaking.add(service)
  }
  return { releases, breaking }
}

/** The baseline's versions of what a release changes. */
function changedOf(baseline: Versions, present: Versions): Versions {
  return Object.fromEntries(Object.entries(baseline).filter(([name, version]) => present[name] !== version))
}

/** Made from the content alone: which user looks at it, and may see what, does not change it. */
function snapshotId({ shell, apps, shared, services, releases }: SnapshotContent): string {
  const sorted = (record: Readonly<Record<string, string>>) => Object.entries(record).sort()
  const content = JSON.stringify([shell, sorted(apps), sorted(shared), sorted(services), releases])
  return createHash('sha256').update(content).digest('base64url').slice(0, 22)
}
