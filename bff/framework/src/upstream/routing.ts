import type { Tag } from '@portico/release'

/** Which way the calls of one request go: decided once, from the snapshot of its tab. */
export interface Routing {
  snapshotId: string
  lane: string | null
  /** Services that are not stable; what is not named is stable. */
  services: Readonly<Record<string, Tag>>
  /** Services whose gray side a release calls breaking: its writes must not end on stable. */
  breaking: ReadonlySet<string>
  /** Service -> the release that sends it there. */
  releases: Readonly<Record<string, string>>
}

/** For calls in no user's name, and where there are no releases. */
export const stableRouting: Routing = {
  snapshotId: '',
  lane: null,
  services: {},
  breaking: new Set(),
  releases: {},
}
