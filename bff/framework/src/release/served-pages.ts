import { LRUCache } from 'lru-cache'
import type { WantedSet } from './artifact-set.ts'
import type { Report } from './report-schema.ts'
import type { Rules } from './rules/rules.ts'
import type { SnapshotToken } from './snapshot-token.ts'

/** About 10 MB at the most: what is forgotten is read from its token, and may report its loads a second time. */
const MAX_PAGES = 20_000
/** An app that throws in a loop says nothing new after that. */
const MAX_ERRORS = 10
/** A page has so many different artifacts at the most that count. */
const MAX_REPORTED = 500

interface ServedPage {
  /** Versions by app that the page may load, the shell included; shared by all pages of a snapshot. */
  versions: Versions
  /** Of shared libraries. */
  libraries: Versions
  reported: Map<string, number>
}

type Versions = readonly Readonly<Record<string, string>>[]
type Content = Pick<WantedSet, 'shell' | 'apps' | 'fallbacks'> &
  Partial<Pick<WantedSet, 'shared' | 'sharedFallbacks'>>

/**
 * The pages this process served and what their tabs reported. The signature of a token says that a page was served, to
 * which session, and with which releases; here is kept that nothing of it counts twice.
 */
export class ServedPages {
  readonly #pages = new LRUCache<string, ServedPage>({ max: MAX_PAGES })

  note(pageId: string, content: Content): void {
    this.#pages.set(pageId, { ...versionsOf(content), reported: new Map() })
  }

  /** False for what the page was not served, and for what was reported of it before. */
  accept(token: SnapshotToken, { app, version, kind }: Report, rules: Rules): boolean {
    const page = this.#pageOf(token, rules)
    if (!isIn(page.versions, app, version)) return false
    const key = `${kind} ${app}@${version}`
    const count = page.reported.get(key) ?? 0
    if (count >= (kind === 'error' ? MAX_ERRORS : 1) || page.reported.size >= MAX_REPORTED) return false
    page.reported.set(key, count + 1)
    return true
  }

  /** Whether the page could run code of it: an app, the shell, or a shared library. */
  isServed(token: SnapshotToken, artifact: string, version: string, rules: Rules): boolean {
    const { versions, libraries } = this.#pageOf(token, rules)
    return isIn(versions, artifact, version) || isIn(libraries, artifact, version)
  }

  /** One that another process served, or this one before it was started, has what its releases name and the baseline. */
  #pageOf({ pageId, releases }: SnapshotToken, { feed }: Rules): ServedPage {
    const known = this.#pages.get(pageId)
    if (known) return known
    const overlays = feed.releases.filter(({ id }) => releases.includes(id)).map(({ overlay }) => overlay)
    const { shell, apps, shared } = feed.baseline
    const page = {
      versions: [...overlays.map(overlay => overlay.apps), apps, { shell }],
      libraries: [...overlays.map(overlay => overlay.shared ?? {}), shared],
      reported: new Map<string, number>(),
    }
    this.#pages.set(pageId, page)
    return page
  }
}

type KnownVersions = Pick<ServedPage, 'versions' | 'libraries'>

const versions = new WeakMap<Content, KnownVersions>()

function versionsOf(content: Content): KnownVersions {
  const known = versions.get(content)
  if (known) return known
  const { apps, fallbacks, shell, shared = {}, sharedFallbacks = {} } = content
  const made = { versions: [apps, fallbacks, { shell }], libraries: [shared, sharedFallbacks] }
  versions.set(content, made)
  return made
}

function isIn(versions: Versions, name: string, version: string): boolean {
  return versions.some(known => Object.hasOwn(known, name) && known[name] === version)
}
