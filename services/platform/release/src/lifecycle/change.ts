import { isDeepStrictEqual } from 'node:util'
import type { Release, ReleaseChange } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import type { PersonCause } from '../access/cause.ts'
import { audit } from '../audit/audit.ts'
import { type Reach, requireReach } from '../four-eyes/reach.ts'
import { approvalOf } from '../store/asked.ts'
import { touchFeed } from '../store/feed-state.ts'
import { getRelease, requireState } from '../store/release.ts'

const CHANGEABLE = [
  'title',
  'notes',
  'percentBp',
  'constraints',
  'breaking',
  'isOpenToJoin',
  'guardrails',
] as const

/** `release` is locked. Throws RELEASE_STATE when it has ended, and as `requireReach`. */
export async function changeRelease(
  tx: Transaction,
  release: Release,
  wanted: ReleaseChange,
  by: PersonCause,
): Promise<Release> {
  requireState(release, 'draft', 'gray')
  const changed = { ...release, ...given(wanted) }
  const next = { ...changed, keptBp: keptBpOf(release, changed.percentBp, wanted.evict ?? false) }
  const asked = isWider(release, next) ? await requireReach(tx, release, reachOf(next), by) : null
  if (release.state === 'gray') await touchFeed(tx)
  await tx.run(
    `update release set revision = revision + 1, promotion = null, title = $2, notes = $3, percent_bp = $4, kept_bp = $5,
       constraints = $6, breaking = $7, is_open_to_join = $8, guardrails = $9
     where id = $1`,
    [
      release.id,
      JSON.stringify(next.title),
      JSON.stringify(next.notes),
      next.percentBp,
      next.keptBp,
      JSON.stringify(next.constraints),
      next.breaking,
      next.isOpenToJoin,
      JSON.stringify(next.guardrails),
    ],
  )
  await audit(tx, {
    actor: by.actor,
    reason: by.reason,
    action: actionOf(release, next.percentBp),
    subject: `release:${release.id}`,
    change: { ...differences(release, wanted), ...approvalOf(asked, by) },
  })
  return getRelease(tx, release.id)
}

/** Lets tenants in who were out: by a larger share, or by a condition that no longer stands as it was. */
function isWider(release: Release, next: Release): boolean {
  if (release.state !== 'gray') return false
  const isLooser = release.constraints.some(
    before => !next.constraints.some(after => isDeepStrictEqual(after, before)),
  )
  return isLooser || next.percentBp > release.percentBp || next.keptBp > release.keptBp
}

function reachOf({ percentBp, keptBp, lists }: Release): Reach {
  return { percentBp, keptBp, listed: lists.allow.count }
}

/** Who came in while it runs stays in, unless evicted. */
function keptBpOf({ state, keptBp }: Release, percentBp: number, evicts: boolean): number {
  return state === 'draft' || evicts ? percentBp : Math.max(keptBp, percentBp)
}

function actionOf(release: Release, percentBp: number): string {
  if (percentBp > release.percentBp) return 'release.widen'
  return percentBp < release.percentBp ? 'release.narrow' : 'release.change'
}

function given(wanted: ReleaseChange): Partial<Pick<Release, (typeof CHANGEABLE)[number]>> {
  return Object.fromEntries(CHANGEABLE.flatMap(name => (name in wanted ? [[name, wanted[name]]] : [])))
}

function differences(release: Release, wanted: ReleaseChange): Record<string, unknown> {
  const changed = CHANGEABLE.filter(name => name in wanted).map(name => [
    name,
    { from: release[name], to: wanted[name] },
  ])
  return { ...Object.fromEntries(changed), ...(wanted.evict ? { evict: true } : {}) }
}
