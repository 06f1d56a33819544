import type { Preview, Release } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import type { Cause } from '../access/cause.ts'
import { audit } from '../audit/audit.ts'
import { touchFeed } from '../store/feed-state.ts'
import { changeList, listMemberships } from '../store/member-lists.ts'
import { releaseProblems } from '../store/problems.ts'
import { getRelease, listRunning, requireState } from '../store/release.ts'

export type PreviewChoice = Preview['choice']

/** Every running release with what the tenant chose; the gateway, which decides, says who is in. */
export async function listPreviews(tx: Transaction, tenantId: string): Promise<Preview[]> {
  const releases = await listRunning(tx)
  const lists = await listMemberships(
    tx,
    tenantId,
    releases.map(({ id }) => id),
  )
  return releases.map(release => toPreview(release, choiceIn(lists.get(release.id))))
}

/** Null takes an earlier choice back. Throws NOT_FOUND, RELEASE_STATE, JOIN_CLOSED. */
export async function choosePreview(
  tx: Transaction,
  { tenantId, releaseId, choice }: { tenantId: string; releaseId: string; choice: PreviewChoice },
  { actor, reason }: Cause,
): Promise<Preview> {
  const release = await getRelease(tx, releaseId)
  requireState(release, 'gray')
  if (choice === 'joined' && !release.isOpenToJoin) {
    throw releaseProblems.JOIN_CLOSED(`${release.title.en} is by invitation.`)
  }
  const tenant = [tenantId]
  const joined = await changeList(tx, releaseId, 'joined', {
    [choice === 'joined' ? 'add' : 'remove']: tenant,
  })
  const left = await changeList(tx, releaseId, 'left', { [choice === 'left' ? 'add' : 'remove']: tenant })
  if (joined.added + joined.removed + left.added + left.removed === 0) return toPreview(release, choice)
  await touchFeed(tx)
  await audit(tx, {
    actor,
    reason,
    action: 'preview.choose',
    subject: `release:${releaseId}`,
    change: { tenantId, choice },
  })
  return toPreview(release, choice)
}

function choiceIn(lists: ReadonlySet<string> | undefined): PreviewChoice {
  if (lists?.has('left')) return 'left'
  return lists?.has('joined') ? 'joined' : null
}

function toPreview({ id, title, notes, isOpenToJoin }: Release, choice: PreviewChoice): Preview {
  return { releaseId: id, title, notes, isIn: false, choice, isOpenToJoin }
}
