import { type Feed, type LeftOut, type RunningRelease, STABLE_TAG } from '@portico/release'
import type { Rules } from './rules.ts'

/** One artifact as an overlay names it; the shell is an app. */
export interface NamedArtifact {
  kind: 'app' | 'shared'
  name: string
  version: string
}

/** How long an artifact that could not be used is left alone before it is looked at again. */
const RECHECK_MS = 5_000
const MAX_KEPT = 1_000
const WELL_NAMED = /^[a-z][a-z0-9-]{0,63}$/
const WELL_VERSIONED = /^[0-9A-Za-z][0-9A-Za-z.+-]{0,127}$/

/** The artifacts of releases that this process could not use, each until it can. */
export class UnusableArtifacts {
  readonly #now: () => number
  /** When each was last looked at. */
  readonly #seenAt = new Map<string, { artifact: NamedArtifact; atMs: number }>()

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  has(artifact: NamedArtifact): boolean {
    return this.#seenAt.has(keyOf(artifact))
  }

  add(artifact: NamedArtifact): void {
    if (this.#seenAt.size >= MAX_KEPT) return
    this.#seenAt.set(keyOf(artifact), { artifact, atMs: this.#now() })
  }

  delete(artifact: NamedArtifact): void {
    this.#seenAt.delete(keyOf(artifact))
  }

  /** Forgets what no release names any more. */
  keepOnly(isNamed: (artifact: NamedArtifact) => boolean): void {
    for (const [key, { artifact }] of this.#seenAt) if (!isNamed(artifact)) this.#seenAt.delete(key)
  }

  /** Those to be looked at again by the caller, each once in a while. */
  takeDue(): NamedArtifact[] {
    const nowMs = this.#now()
    const due = [...this.#seenAt.values()].filter(({ atMs }) => nowMs - atMs >= RECHECK_MS)
    for (const seen of due) seen.atMs = nowMs
    return due.map(({ artifact }) => artifact)
  }
}

/** The feed without what cannot be given here, so that its tenants have the stable one in its place; and what that was. */
export function withoutUnusable(
  feed: Feed,
  unusable: Pick<UnusableArtifacts, 'has'>,
): Pick<Rules, 'feed' | 'leftOut' | 'emptied'> {
  const tags = new Set(feed.instances.map(({ service, tag }) => `${service}:${tag}`))
  const trimmed = feed.releases.map(release => trim(release, findLeftOut(release, unusable, tags)))
  const leftOut = trimmed.flatMap(one => one.leftOut)
  if (leftOut.length === 0) return { feed }
  const emptied = trimmed.filter(one => one.leftOut.length > 0 && isEmpty(one.release))
  return {
    feed: { ...feed, releases: trimmed.map(({ release }) => release) },
    leftOut,
    emptied: new Set(emptied.map(({ release }) => release.id)),
  }
}

function findLeftOut(
  { id: releaseId, overlay, breaking }: RunningRelease,
  unusable: Pick<UnusableArtifacts, 'has'>,
  tags: ReadonlySet<string>,
): LeftOut[] {
  const { apps, services, shared = {} } = overlay
  const artifacts = (['app', 'shared'] as const).flatMap(kind =>
    Object.entries(kind === 'app' ? apps : shared).flatMap(([name, version]): LeftOut[] => {
      const named = { kind, name, version }
      if (!isWellNamed(named)) return [{ releaseId, ...named, code: 'NAME_INVALID' }]
      return unusable.has(named) ? [{ releaseId, ...named, code: 'ARTIFACT_UNREADABLE' }] : []
    }),
  )
  const instances = Object.entries(services).flatMap(([name, version]): LeftOut[] => {
    const named = { releaseId, kind: 'service' as const, name, version }
    if (!WELL_NAMED.test(name) || !WELL_NAMED.test(version)) return [{ ...named, code: 'NAME_INVALID' }]
    // A breaking release says that stable must not write in its place: its writes are refused instead.
    if (breaking || version === STABLE_TAG || tags.has(`${name}:${version}`)) return []
    return [{ ...named, code: 'NO_INSTANCE' }]
  })
  return [...artifacts, ...instances]
}

function trim(release: RunningRelease, leftOut: LeftOut[]): { release: RunningRelease; leftOut: LeftOut[] } {
  if (leftOut.length === 0) return { release, leftOut }
  const { apps, services, shared } = release.overlay
  const without = (kind: LeftOut['kind'], values: Readonly<Record<string, string>>) => {
    const names = new Set(leftOut.flatMap(one => (one.kind === kind ? [one.name] : [])))
    return Object.fromEntries(Object.entries(values).filter(([name]) => !names.has(name)))
  }
  const overlay = {
    apps: without('app', apps),
    services: without('service', services),
    ...(shared && { shared: without('shared', shared) }),
  }
  return { release: { ...release, overlay }, leftOut }
}

function isEmpty({ overlay: { apps, services, shared = {} } }: RunningRelease): boolean {
  return [apps, services, shared].every(part => Object.keys(part).length === 0)
}

/** What is not is asked of no store: a version may be a path that leads elsewhere. */
function isWellNamed({ name, version }: NamedArtifact): boolean {
  return WELL_NAMED.test(name) && WELL_VERSIONED.test(version)
}

export function isNamedBy({ kind, name, version }: NamedArtifact, { releases }: Feed): boolean {
  return releases.some(({ overlay: { apps, shared = {} } }) => {
    const versions = kind === 'app' ? apps : shared
    return Object.hasOwn(versions, name) && versions[name] === version
  })
}

function keyOf({ kind, name, version }: NamedArtifact): string {
  return `${kind} ${name}@${version}`
}
