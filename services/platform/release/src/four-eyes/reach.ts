import type { Release } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import type { CountTenants, PersonCause } from '../access/cause.ts'
import { type OpenRequest, requireSecond } from '../store/asked.ts'
import { releaseProblems } from '../store/problems.ts'
import { isFourEyes } from './is-four-eyes.ts'
import { findPromotion } from './promotion.ts'

/** What one operator alone gives a running release to, of 10,000; a share and a list count together. */
const ALONE_BP = 5000
/** Listed tenants one operator alone may have where identity does not say how many tenants there are. */
const ALONE_TENANTS = 20
const ALL_BP = 10_000

/** Of a release, what its reach is computed from. Blocks do not count: they are lifted one by one. */
export type Reach = Pick<Release, 'percentBp' | 'keptBp'> & { listed: number }

/**
 * Under four eyes no one operator gives a running release to more than half of the tenants, by whatever way: where the
 * effect is that of a promotion, so is the rule. A second operator may, once one has asked for the promotion.
 * Call it with what would be in force when the change is one that lets tenants in.
 * Gives the request that is approved by it. Throws SECOND_OPERATOR, and as `requireSecond`.
 */
export async function requireReach(
  tx: Transaction,
  release: Release,
  next: Reach,
  by: PersonCause,
): Promise<OpenRequest | null> {
  if (by.isApproved || !(await isFourEyes(tx)) || (await isFree(next, by.countTenants))) return null
  const asked = await findPromotion(tx, release)
  if (asked === null) {
    throw releaseProblems.SECOND_OPERATOR(
      `With four eyes one operator alone gives a release to at most ${ALONE_BP / 100} % of the tenants. Ask for its promotion; a second operator then widens or promotes it.`,
      { aloneBp: ALONE_BP },
    )
  }
  requireSecond(asked, by)
  return asked
}

async function isFree({ percentBp, keptBp, listed }: Reach, countTenants: CountTenants): Promise<boolean> {
  const shareBp = Math.max(percentBp, keptBp)
  if (shareBp > ALONE_BP) return false
  if (listed === 0) return true
  const tenants = await countTenants()
  if (tenants === null) return listed <= ALONE_TENANTS
  return shareBp + (listed * ALL_BP) / Math.max(tenants, 1) <= ALONE_BP
}
