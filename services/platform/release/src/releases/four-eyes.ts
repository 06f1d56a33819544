import type { Release } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { getSettings } from '../settings/settings.ts'
import type { StepCause } from './cause.ts'
import { releaseProblems } from './problems.ts'
import { getRelease } from './release.ts'

interface Promotion {
  requestedBy: string
  /** Who answers for the request: of a token its maker. */
  person: string
  requestedAt: string
  reason: string | null
}

/** What a promotion that needed two people was decided by; `isDue` false: it waits for the second one. */
type Approval = { isDue: true; approves: Promotion | null } | { isDue: false; release: Release }

/**
 * Where the platform asks for four eyes the first promotion is a request and the second one, of another person, takes
 * effect. Throws OWN_APPROVAL, also when a token and its maker are the two, and NEEDS_PERSON when a token approves.
 */
export async function twoPeople(tx: Transaction, release: Release, by: StepCause): Promise<Approval> {
  const { isFourEyes } = await getSettings(tx)
  if (!isFourEyes) return { isDue: true, approves: null }
  const { promotion } = await tx.get<{ promotion: Promotion | null }>(
    'select promotion from release where id = $1',
    [release.id],
  )
  if (promotion === null) return { isDue: false, release: await request(tx, release, by) }
  if (by.person === promotion.person)
    throw releaseProblems.OWN_APPROVAL('You asked for it; a second operator must approve.')
  if (by.isToken)
    throw releaseProblems.NEEDS_PERSON('A token may ask for a promotion, an operator approves it.')
  return { isDue: true, approves: promotion }
}

async function request(tx: Transaction, { id, overlay }: Release, by: StepCause): Promise<Release> {
  const { actor, person, reason } = by
  const promotion: Promotion = { requestedBy: actor, person, requestedAt: new Date().toISOString(), reason }
  await tx.run('update release set promotion = $2, revision = revision + 1 where id = $1', [
    id,
    JSON.stringify(promotion),
  ])
  const change = { to: overlay }
  await audit(tx, { actor, reason, action: 'release.promote-request', subject: `release:${id}`, change })
  return getRelease(tx, id)
}
