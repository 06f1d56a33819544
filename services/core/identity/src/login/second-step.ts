import type { Enrolment, Login, SecondStep } from '@portico/identity-contract'
import type { Database } from '@portico/service-kit'
import { KnownBrowsers } from '../browsers/known-browsers.ts'
import { PENDING_SECONDS, PendingLogins, tenantOfPendingLogin } from '../pending-logins/pending-logins.ts'
import { identityProblems } from '../problems/identity-problems.ts'
import { SecondFactorStore } from '../second-factor/second-factor.store.ts'
import { confirmNow, type SecondFactors } from '../second-factor/second-factors.ts'
import { TenantStore } from '../tenants/tenant.store.ts'
import { type Account, UserStore } from '../users/user.store.ts'
import { complete } from './complete.ts'

/**
 * Throws `SECOND_FACTOR_REQUIRED` with `pendingLogin`, `expiresInSeconds` and `isEnrolled` where the user has a second
 * factor or the tenant asks for one. `isEnrolled` false: it is to be set up on the spot (`POST /login/enrolment`).
 */
export async function askSecondStep(database: Database, tenantId: string, { id, sessionsVersion }: Account) {
  const asked = await database.tenant(tenantId, async tx => {
    const store = new SecondFactorStore(tx, tenantId)
    const isEnrolled = ((await store.find(id))?.confirmedAt ?? null) !== null
    if (!isEnrolled && !(await store.isRequired())) return null
    return { isEnrolled, pendingLogin: await new PendingLogins(tx, tenantId).create(id, sessionsVersion) }
  })
  if (asked === null) return
  const facts = { ...asked, expiresInSeconds: PENDING_SECONDS }
  throw identityProblems.SECOND_FACTOR_REQUIRED('Give the code of your authenticator app.', facts)
}

/** For a user without a second factor whose tenant asks for one. Throws `PENDING_LOGIN_ENDED`, `SECOND_FACTOR_ON`. */
export async function enrolAtLogin(
  database: Database,
  factors: SecondFactors,
  pendingLogin: string,
): Promise<Enrolment> {
  const { tenantId, account } = await findPending(database, pendingLogin)
  return factors.offer({ tenantId, userId: account.id })
}

/**
 * Ends the pending login; it is good for one session. Throws `PENDING_LOGIN_ENDED` (log in again),
 * `SECOND_FACTOR_FAILED`, `LOGIN_THROTTLED`, `USER_LOCKED`.
 */
export async function takeSecondStep(
  database: Database,
  factors: SecondFactors,
  { pendingLogin, code, client }: SecondStep,
): Promise<Login> {
  const { tenantId, account } = await findPending(database, pendingLogin)
  const user = { tenantId, userId: account.id, address: client?.address ?? null }
  return factors.codes.run(user, code, {
    mayConfirm: true,
    work: async (tx, wasOn) => {
      if (!(await new PendingLogins(tx, tenantId).end(pendingLogin))) throw ended()
      const [tenant] = await new TenantStore(tx).listByIds([tenantId])
      if (!tenant) throw ended()
      const browser = await new KnownBrowsers(tx, tenantId).find(account.id, client?.browsers ?? [])
      const login = await complete(tx, tenant, account, browser)
      return wasOn ? login : { ...login, ...(await confirmNow(tx, user)) }
    },
  })
}

async function findPending(
  database: Database,
  token: string,
): Promise<{ tenantId: string; account: Account }> {
  const tenantId = tenantOfPendingLogin(token)
  const account = await database.tenant(tenantId, async tx => {
    const pending = await new PendingLogins(tx, tenantId).find(token)
    const found = pending && (await new UserStore(tx, tenantId).findAccountById(pending.userId))
    return found?.sessionsVersion === pending?.sessionsVersion ? found : null
  })
  if (!account) throw ended()
  if (account.isLocked) throw identityProblems.USER_LOCKED('Ask an owner of your company to unlock you.')
  return { tenantId, account }
}

function ended() {
  return identityProblems.PENDING_LOGIN_ENDED('It took too long, or was used. Log in again.')
}
