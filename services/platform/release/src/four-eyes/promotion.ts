import type { Release } from '@portico/release'
import type { Transaction } from '@portico/service-kit'
import type { PersonCause } from '../access/cause.ts'
import { audit } from '../audit/audit.ts'
import { askedBy, type OpenRequest, requireSecond } from '../store/asked.ts'
import { getRelease } from '../store/release.ts'
import { isFourEyes } from './is-four-eyes.ts'

/** What a promotion that needed two people was decided by; `isDue` false: it waits for the second one. */
type Approval = { isDue: true; asked: OpenRequest | null } | { isDue: false; release: Release }

/**
 * Where the platform asks for four eyes the first promotion is a request and the second one, of another person, takes
 * effect. Throws as `requireSecond`.
 */
export async function twoPeople(tx: Transaction, release: Release, by: PersonCause): Promise<Approval> {
  if (by.isApproved || !(await isFourEyes(tx))) return { isDue: true, asked: null }
  const asked = await findPromotion(tx, release)
  if (asked === null) return { isDue: false, release: await request(tx, release, by) }
  requireSecond(asked, by)
  return { isDue: true, asked }
}

export async function findPromotion(tx: Transaction, { id }: Release): Promise<OpenRequest | null> {
  const { promotion } = await tx.get<{ promotion: OpenRequest | null }>(
    'select promotion from release where id = $1',
    [id],
  )
  return promotion
}

async function request(tx: Transaction, { id, overlay }: Release, by: PersonCause): Promise<Release> {
  const { actor, reason } = by
  await tx.run('update release set promotion = $2, revision = revision + 1 where id = $1', [
    id,
    JSON.stringify(askedBy(by)),
  ])
  const change = { to: overlay }
  await audit(tx, { actor, reason, action: 'release.promote-request', subject: `release:${id}`, change })
  return getRelease(tx, id)
}
