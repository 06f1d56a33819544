import { audit } from '../audit/audit.ts'
import type { Act } from '../people/act.ts'
import { identityProblems } from '../problems/identity-problems.ts'
import { getOtherGovernable } from '../users/governable.ts'
import { auditSubjectOf, getUser } from '../users/user.store.ts'
import { SecondFactorStore } from './second-factor.store.ts'
import { removeFactor } from './second-factors.ts'

/**
 * For a user who lost telephone and recovery codes. Throws `SECOND_FACTOR_OFF`, `NOT_FOUND`, `OWN_ACCOUNT`,
 * `BEYOND_OWN_PERMISSIONS`.
 */
export async function resetFactor(act: Act, userId: string): Promise<void> {
  const user = await getOtherGovernable(act, userId)
  const isRemoved = await removeFactor(act.tx, { tenantId: act.tenant.id, userId })
  if (!isRemoved) throw identityProblems.SECOND_FACTOR_OFF(`${user.displayName} has none.`)
  await audit(act, 'user.second-factor-reset', auditSubjectOf(user))
}

/** From the next login on. Sessions that are open stay. */
export async function setRule(act: Act, isRequired: boolean): Promise<void> {
  const { tx, tenant, actor } = act
  const store = new SecondFactorStore(tx, tenant.id)
  const wasRequired = await store.isRequired()
  if (wasRequired === isRequired) return
  await store.setRequired(isRequired)
  const change = { required: { old: String(wasRequired), new: String(isRequired) } }
  await audit(
    act,
    'tenant.second-factor-rule',
    auditSubjectOf(await getUser(tx, tenant.id, actor.id)),
    change,
  )
}
