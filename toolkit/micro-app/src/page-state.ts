import type { Manifest } from './manifest.ts'

/** One artifact of a snapshot; `url` is where its `portico.json` lies and ends with a slash. */
export interface SnapshotApp {
  url: string
  manifest: Manifest
}

/**
 * The immutable result of resolving one tenant: which version of everything a tab lives on.
 * `id` is made from the content. The shell's HTML carries it, so there is no manifest round trip.
 */
export interface Snapshot {
  id: string
  shell: string
  apps: Record<string, SnapshotApp>
}

/** Who is using the page. Permissions are for what to show; the gateway decides what is allowed. */
export interface SessionInfo {
  user: { id: string; username: string; displayName: string }
  tenant: {
    id: string
    slug: string
    name: string
    /** ISO 4217. */
    currency: string
    /** IANA. */
    timeZone: string
  }
  permissions: string[]
}

/** JSON in `<script type="application/json" id="portico-page">` of the shell's HTML. */
export interface PageState {
  snapshot: Snapshot
  /** Null: nobody is logged in, and the shell shows its login page. */
  session: SessionInfo | null
}
