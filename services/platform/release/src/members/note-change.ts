import type { MemberList, Release } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { type Actor, requireScope } from '../access/actor.ts'
import { type CountTenants, causeOf } from '../access/cause.ts'
import { audit } from '../audit/audit.ts'
import { requireReach } from '../four-eyes/reach.ts'
import { approvalOf } from '../store/asked.ts'
import { touchFeed } from '../store/feed-state.ts'
import type { ListCounts } from '../store/member-lists.ts'
import { scopeOf } from '../store/overlay.ts'
import { getRelease, lockRevision, requireState } from '../store/release.ts'

export interface NotedChange {
  releaseId: string
  list: MemberList
  /** Of the release, as who changes it saw it. */
  revision: number
  actor: Actor
  reason: string | null
  countTenants: CountTenants
  action: 'release.members' | 'release.members.replace'
  counts: ListCounts
}

/**
 * The end of a change of a list, in its transaction: what it throws takes the change back.
 * Throws VERSION_CONFLICT, FORBIDDEN_SCOPE, RELEASE_STATE, and as `requireReach`.
 */
export async function noteListChange(tx: Transaction, change: NotedChange): Promise<Release> {
  const { releaseId, list, revision, actor, reason, action, counts } = change
  const release = requireListChange(await lockRevision(tx, releaseId, revision), actor)
  if (counts.added + counts.removed === 0) return release
  const asked = await requireSmall(tx, release, change)
  if (release.state === 'gray') await touchFeed(tx)
  await tx.run('update release set revision = revision + 1, promotion = null where id = $1', [releaseId])
  const by = causeOf(actor, reason, change.countTenants)
  const subject = `release:${releaseId}`
  await audit(tx, {
    actor: actor.name,
    reason,
    action,
    subject,
    change: { list, ...counts, ...approvalOf(asked, by) },
  })
  return getRelease(tx, releaseId)
}

/** `release` counts its lists as they are after the change. */
async function requireSmall(tx: Transaction, release: Release, change: NotedChange) {
  const { list, counts, actor, reason, countTenants } = change
  const isWider = list === 'block' ? counts.removed > 0 : counts.added > 0
  if (release.state !== 'gray' || !isWider) return null
  const reach = { ...release, listed: release.lists.allow.count }
  return requireReach(tx, release, reach, causeOf(actor, reason, countTenants))
}

/** Throws FORBIDDEN_SCOPE, RELEASE_STATE. */
export function requireListChange(release: Release, actor: Actor): Release {
  requireScope(actor, 'release', scopeOf(release.overlay))
  requireState(release, 'draft', 'gray')
  return release
}
