import type { Baseline, LocalText, Overlay } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { satisfies } from 'semver'
import { releaseProblems } from './problems.ts'

/** Every app, service and shared library of the overlay, each name once. */
export function namesOf({ apps, services, shared = {} }: Overlay): string[] {
  return [...new Set([apps, services, shared].flatMap(part => Object.keys(part)))].sort()
}

/** What has to be in the reach of an operator or a token: a shared library is part of every app. */
export function scopeOf(overlay: Overlay): string[] {
  return Object.keys(overlay.shared ?? {}).length > 0 ? ['*', ...namesOf(overlay)] : namesOf(overlay)
}

/** Such as `sales 1.5.0`; services are named only where nothing else is. */
export function describeOverlay({ apps, services, shared = {} }: Overlay): LocalText {
  const artifacts = { ...apps, ...shared }
  const named = Object.keys(artifacts).length > 0 ? artifacts : services
  const text = Object.entries(named)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  return { 'zh-CN': text, en: text }
}

/** Throws EMPTY_OVERLAY. */
export function requireContent(overlay: Overlay): void {
  if (namesOf(overlay).length === 0)
    throw releaseProblems.EMPTY_OVERLAY('Name at least one app, service or shared library.')
}

interface Artifacts {
  apps: Record<string, string>
  shared?: Record<string, string> | undefined
}

/**
 * Throws ARTIFACT_UNKNOWN with the first that is missing, ARTIFACT_KIND with the first that is not what it is named as: a
 * shared library among the apps has no menu, no entry and no page.
 */
export async function requireArtifacts(tx: Transaction, { apps, shared = {} }: Artifacts): Promise<void> {
  const wanted = [
    ...Object.entries(apps).map(entry => [...entry, false] as const),
    ...Object.entries(shared).map(entry => [...entry, true] as const),
  ]
  const bad = await tx.find<{ name: string; version: string; kind: string | null; isShared: boolean }>(
    `select w.name, w.version, a.kind, w.is_shared as "isShared"
     from unnest($1::text[], $2::text[], $3::boolean[]) as w (name, version, is_shared)
     left join artifact a on a.name = w.name and a.version = w.version
     where a.kind is null or (a.kind = 'shared') <> w.is_shared order by w.name limit 1`,
    [wanted.map(([name]) => name), wanted.map(([, version]) => version), wanted.map(([, , is]) => is)],
  )
  if (!bad) return
  const { name, version, kind, isShared } = bad
  if (kind === null)
    throw releaseProblems.ARTIFACT_UNKNOWN(`${name}@${version} was not published.`, { name, version })
  const advice = isShared ? 'Name it under overlay.apps.' : 'Name it under overlay.shared.'
  throw releaseProblems.ARTIFACT_KIND(
    `${name} is ${isShared ? 'no shared library' : 'a shared library, no app'}. ${advice}`,
    { name, version, kind },
  )
}

/**
 * Throws SHARED_RANGE with the apps of this baseline that would get no version of a library at all: its version does not
 * fit their range, and they bring no copy.
 */
export async function requireSharedFit(tx: Transaction, { apps, shared }: Baseline): Promise<void> {
  const rows = await tx.list<{ name: string; manifest: AppNeeds }>(
    `select a.name, a.manifest from unnest($1::text[], $2::text[]) as w (name, version)
     join artifact a on a.name = w.name and a.version = w.version order by a.name`,
    [Object.keys(apps), Object.values(apps)],
  )
  for (const { name, manifest } of rows) {
    const ranges = Object.entries(manifest.requires?.shared ?? {})
    const unmet = ranges.find(([library, range]) => {
      const version = Object.hasOwn(shared, library) ? shared[library] : undefined
      const hasCopy = Object.hasOwn(manifest.own ?? {}, library)
      return version !== undefined && !hasCopy && !satisfies(version, range)
    })
    if (!unmet) continue
    const [library, range] = unmet
    throw releaseProblems.SHARED_RANGE(
      `${name} needs ${library} ${range} and has no copy of its own; ${shared[library]} does not fit. Release a version of ${name} that fits it first.`,
      { app: name, library, range, version: shared[library] },
    )
  }
}

interface AppNeeds {
  requires?: { shared?: Record<string, string> }
  own?: Record<string, unknown>
}

/** Throws NO_INSTANCE with the first service that has no instance under its tag. */
export async function requireInstances(
  tx: Transaction,
  { services }: Pick<Overlay, 'services'>,
): Promise<void> {
  const missing = await tx.find<{ service: string; tag: string }>(
    `select w.service, w.tag from unnest($1::text[], $2::text[]) as w (service, tag)
     where not exists (
       select 1 from instance i where i.service = w.service and i.tag = w.tag and i.is_healthy)
     order by w.service limit 1`,
    [Object.keys(services), Object.values(services)],
  )
  if (!missing) return
  const { service, tag } = missing
  throw releaseProblems.NO_INSTANCE(`No healthy instance of ${service} has the tag ${tag}.`, { service, tag })
}

/**
 * Throws OVERLAY_CONFLICT with the other release and the names both have. To be called after `touchFeed`, which keeps
 * another start from happening at the same time.
 */
export async function requireNoOverlap(tx: Transaction, id: string, overlay: Overlay): Promise<void> {
  const others = await tx.list<{ id: string; title: LocalText; overlay: Overlay }>(
    `select id, title, overlay from release where state = 'gray' and id <> $1 order by id`,
    [id],
  )
  for (const other of others) {
    const names = sharedNames(overlay, other.overlay)
    if (names.length === 0) continue
    throw releaseProblems.OVERLAY_CONFLICT(
      `The running release ${other.title.en} is about ${names.join(', ')} too.`,
      { releaseId: other.id, releaseTitle: other.title, names },
    )
  }
}

function sharedNames(one: Overlay, other: Overlay): string[] {
  const pairs = [
    [one.apps, other.apps],
    [one.services, other.services],
    [one.shared ?? {}, other.shared ?? {}],
  ] as const
  const names = pairs.flatMap(([mine, theirs]) =>
    Object.keys(mine).filter(name => Object.hasOwn(theirs, name)),
  )
  return [...new Set(names)].sort()
}
