import type { Release, ReleaseChange } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { touchFeed } from '../feed/revision.ts'
import type { Cause } from './cause.ts'
import { getRelease, requireState } from './release.ts'

const changeable = [
  'title',
  'notes',
  'percentBp',
  'constraints',
  'breaking',
  'isOpenToJoin',
  'guardrails',
] as const

/** `release` is locked. Throws RELEASE_STATE when it has ended. */
export async function changeRelease(
  tx: Transaction,
  release: Release,
  wanted: ReleaseChange,
  by: Cause,
): Promise<Release> {
  requireState(release, 'draft', 'gray')
  if (release.state === 'gray') await touchFeed(tx)
  const next = { ...release, ...given(wanted) }
  await tx.run(
    `update release set revision = revision + 1, promotion = null, title = $2, notes = $3, percent_bp = $4, kept_bp = $5,
       constraints = $6, breaking = $7, is_open_to_join = $8, guardrails = $9
     where id = $1`,
    [
      release.id,
      JSON.stringify(next.title),
      JSON.stringify(next.notes),
      next.percentBp,
      keptBp(release, next.percentBp, wanted.evict ?? false),
      JSON.stringify(next.constraints),
      next.breaking,
      next.isOpenToJoin,
      JSON.stringify(next.guardrails),
    ],
  )
  await audit(tx, {
    ...by,
    action: actionOf(release, next.percentBp),
    subject: `release:${release.id}`,
    change: differences(release, wanted),
  })
  return getRelease(tx, release.id)
}

/** Who came in while it runs stays in, unless evicted. */
function keptBp({ state, keptBp }: Release, percentBp: number, evicts: boolean): number {
  return state === 'draft' || evicts ? percentBp : Math.max(keptBp, percentBp)
}

function actionOf(release: Release, percentBp: number): string {
  if (percentBp > release.percentBp) return 'release.widen'
  return percentBp < release.percentBp ? 'release.narrow' : 'release.change'
}

function given(wanted: ReleaseChange): Partial<Pick<Release, (typeof changeable)[number]>> {
  return Object.fromEntries(changeable.flatMap(name => (name in wanted ? [[name, wanted[name]]] : [])))
}

function differences(release: Release, wanted: ReleaseChange): Record<string, unknown> {
  const changed = changeable
    .filter(name => name in wanted)
    .map(name => [name, { from: release[name], to: wanted[name] }])
  return { ...Object.fromEntries(changed), ...(wanted.evict ? { evict: true } : {}) }
}
