import type { Feed } from '@portico/release'
import type { MemberLists } from './member-lists.ts'

/** What decides, at one moment. A new object for each revision, so that what is made of it can be kept beside it. */
export interface Rules {
  readonly feed: Feed
  readonly lists: MemberLists
}

/** `STALE`: the release service does not answer, and the last good rules are in use. */
export type RulesState = 'LIVE' | 'STALE'
