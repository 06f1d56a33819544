import type { Locale, LocalText, Manifest } from './manifest.ts'

export { APP_HEADER, type CallingApp, DEV_VERSION, readCallingApp, writeCallingApp } from './calling-app.ts'

/** Of the element with the page's state as JSON. */
export const PAGE_STATE_ID = 'portico-page'
/** In a tab's session storage: versions and addresses that it has in place of apps. */
export const OVERRIDES_KEY = 'portico.overrides'

/** One artifact of a snapshot; `url` is where its `portico.json` lies and ends with a slash. */
export interface SnapshotApp {
  url: string
  manifest: Manifest
  /** The version to show when this one cannot be loaded; there only where a release gives another than the baseline's. */
  fallback?: { url: string; manifest: Manifest }
}

/** A release that has a part in the snapshot, in words for the people who see it. */
export interface SnapshotRelease {
  id: string
  title: LocalText
  notes: LocalText
}

/**
 * The immutable result of resolving one tenant: which version of everything a tab lives on.
 * `id` is made from the content. The shell's HTML carries it, so there is no manifest round trip.
 */
export interface Snapshot {
  id: string
  /** What the tab sends as `x-portico-snapshot` with every call: the id, and what it stands for, signed by the gateway. */
  token: string
  shell: string
  apps: Record<string, SnapshotApp>
  /** Service -> tag, of those that are not stable. */
  services: Record<string, string>
  releases: SnapshotRelease[]
}

/** Who is using the page. Permissions are for what to show; the gateway decides what is allowed. */
export interface SessionInfo {
  user: {
    id: string
    username: string
    displayName: string
    /** The user's choice; left out: the browser's. */
    language?: Locale
  }
  tenant: {
    id: string
    slug: string
    name: string
    /** ISO 4217. */
    currency: string
    /** IANA. */
    timeZone: string
    /** What releases may ask for; left out where it is not known. */
    plan?: string
    region?: string
    /** ISO instant. */
    createdAt?: string
  }
  permissions: string[]
}

/** What a page has of an app that a development server serves, to be compared with what the server has now. */
export interface LocalApp {
  /** Of its development server, such as `http://127.0.0.1:5301`. */
  origin: string
  /** Another one than the page was made with: the page has to be loaded anew. */
  page: string
  /** Another one than the app was opened with: the app has to be opened anew, from `start`. */
  code: string
  start: Pick<Manifest, 'entry' | 'css' | 'preload' | 'integrity' | 'classic'>
  /** How often its files were changed: what has failed may be mended. */
  edits: number
}

/** Of a page that came from a development server: the baseline's, with apps from this machine in it. */
export interface DevPage {
  /** The origin of the real product, where its own versions are. */
  baseline: string
  /** Same-origin stream of server-sent events, each of which holds all `apps` as they are now. */
  events: string
  apps: Record<string, LocalApp>
  /** What the baseline has in their place, of those it has. */
  replaced: Record<string, SnapshotApp>
}

/** What a tab may have in place of an app: a published version, or also what an address of the user's machine serves. */
export type OverrideMode = 'off' | 'published' | 'local'

/** JSON in `<script type="application/json" id="portico-page">` of the shell's HTML. */
export interface PageState {
  snapshot: Snapshot
  /** Null: no user is logged in, and the shell shows its login page. */
  session: SessionInfo | null
  /** There when the session of this browser was ended by a change of its user; `reason` such as LOCKED, null where it is not known. */
  sessionEnded?: { reason: string | null }
  /** How fresh the rules are that chose this snapshot; sent to operators only. */
  rulesState: 'LIVE' | 'STALE' | null
  /** There when builds follow each change of the sources: the page takes a newer one as soon as nothing of the user's would be lost. */
  isWatched?: true
  /** There when the gateway takes what the page records of its requests. */
  traces?: true
  /** There only where users may have overrides without a link. */
  overrides?: Exclude<OverrideMode, 'off'>
  /** There only where a development server stands between the page and its gateway. */
  dev?: DevPage
}
