import type { Feed, RunningRelease } from '@portico/release'
import type { MemberLists } from './member-lists.ts'

const NO_LIST = { count: 0, revision: 0 }
const NO_LISTS = { allow: NO_LIST, block: NO_LIST, left: NO_LIST, joined: NO_LIST }

/**
 * What the service reported, as far as the lists that are here allow it: a release whose lists are still on their way
 * stays as it was, or is given to no tenant. All the rest - a stop, an end, what was revoked, instances - needs no list.
 */
export function feedInUse(reported: Feed, lists: MemberLists, former: readonly RunningRelease[]): Feed {
  const releases = reported.releases.map(release => {
    const isComplete = lists.missingOf(release).length === 0
    return isComplete ? release : (former.find(({ id }) => id === release.id) ?? held(release))
  })
  return { ...reported, releases }
}

/**
 * It stays among the releases: a tab that another process put on it is still bound to its services, and is sent a stop.
 * Naming no list, it can be kept on disk as it is.
 */
function held(release: RunningRelease): RunningRelease {
  return { ...release, percentBp: 0, keptBp: 0, lists: NO_LISTS }
}
