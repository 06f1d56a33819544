import type { Feed, LeftOut } from '@portico/release'
import type { MemberLists } from './member-lists.ts'

/** What decides, at one moment. A new object for each revision, so that what is made of it can be kept beside it. */
export interface Rules {
  readonly feed: Feed
  readonly lists: MemberLists
  /** What the releases of `feed` named, and are without here. Left out: nothing. */
  readonly leftOut?: readonly LeftOut[]
  /** Releases of which nothing is left: no tenant is on them. */
  readonly emptied?: ReadonlySet<string>
}

/** `STALE`: the release service does not answer, and the last good rules are in use. */
export type RulesState = 'LIVE' | 'STALE'
