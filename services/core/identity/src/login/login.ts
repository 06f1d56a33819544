import type { Credentials, Login, Tenant } from '@portico/identity-contract'
import type { Database } from '@portico/service-kit'
import { KnownBrowsers } from '../browsers/known-browsers.ts'
import { hashPassword, isOutdated, isPassword } from '../passwords/index.ts'
import type { LoginQueue } from '../passwords/login-queue.ts'
import { identityProblems } from '../problems/identity-problems.ts'
import { SsoStore } from '../providers/sso.store.ts'
import { isOwnerRole } from '../roles/built-in-roles.ts'
import { TenantStore } from '../tenants/tenant.store.ts'
import { beginAttempt, cancelAttempt, type Limit, succeed } from '../throttle/throttle.ts'
import { type Account, UserStore } from '../users/user.store.ts'
import { complete } from './complete.ts'
import { loginLimits } from './login-limits.ts'
import { foldName, strangerTenant } from './names.ts'
import { askSecondStep } from './second-step.ts'

interface Applicant {
  tenant: Tenant | null
  account: Account | null
  /** The token by which this browser is known to the account. */
  browser: string | null
}

/**
 * Throws `LOGIN_FAILED` alike for an unknown tenant, an unknown user and a wrong password, after the same statements and
 * one hash; `LOGIN_THROTTLED` with `retryAfterSeconds` after too many failures, whether the name exists or not;
 * `LOGIN_BUSY`; after the right password `USER_LOCKED`, and `SECOND_FACTOR_REQUIRED` as `askSecondStep` says.
 */
export async function login(database: Database, queue: LoginQueue, credentials: Credentials): Promise<Login> {
  const applicant = await findApplicant(database, credentials)
  const limits = loginLimits(credentials, applicant.browser)
  const waitSeconds = await beginAttempt(database, limits)
  if (waitSeconds !== null) throw throttled(waitSeconds)
  const { tenant, account } = applicant
  const isRight = await checkPassword(database, queue, {
    ...applicant,
    limits,
    password: credentials.password,
  })
  if (!tenant || !account || !isRight)
    throw identityProblems.LOGIN_FAILED('Check tenant, user name and password.')
  await succeed(database, limits)
  if (account.isLocked) throw identityProblems.USER_LOCKED('Ask an owner of your company to unlock you.')
  await assertPasswordsAllowed(database, tenant.id, account)
  await renewHash(database, tenant, account, credentials.password)
  await askSecondStep(database, tenant.id, account)
  return database.tenant(tenant.id, tx => complete(tx, tenant, account, applicant.browser))
}

/** Owners may, for the day the provider is away. */
async function assertPasswordsAllowed(database: Database, tenantId: string, { role }: Account) {
  if (isOwnerRole(role)) return
  const provider = await database.tenant(tenantId, tx => new SsoStore(tx, tenantId).find())
  if (provider && !provider.allowsPasswords)
    throw identityProblems.PASSWORD_LOGIN_OFF('Log in by single sign-on.')
}

function throttled(retryAfterSeconds: number) {
  return identityProblems.LOGIN_THROTTLED('Wait before the next attempt.', { retryAfterSeconds })
}

async function findApplicant(database: Database, credentials: Credentials): Promise<Applicant> {
  const slug = foldName(credentials.tenant)
  const tenant = await database.transaction({ 'portico.login_slug': slug }, tx =>
    new TenantStore(tx).findBySlug(slug),
  )
  const tenantId = tenant?.id ?? strangerTenant(slug)
  return database.tenant(tenantId, async tx => {
    const account = await new UserStore(tx, tenantId).findAccount(credentials.username)
    const tokens = credentials.client?.browsers ?? []
    const browser = await new KnownBrowsers(tx, tenantId).find(account?.id ?? null, tokens)
    return { tenant, account, browser }
  })
}

interface Check extends Applicant {
  limits: readonly Limit[]
  password: string
}

/** No transaction is open here: hashing takes long, and connections are few. Known browsers are not held up by strangers. */
async function checkPassword(
  database: Database,
  queue: LoginQueue,
  { account, browser, limits, password }: Check,
): Promise<boolean> {
  try {
    const isFirst = browser !== null
    return await queue.run(() => isPassword(password, account?.passwordHash ?? null), isFirst)
  } catch (error) {
    await cancelAttempt(database, limits)
    throw error
  }
}

/** A hash of weaker figures than those in use is made anew while the password is at hand. */
async function renewHash(database: Database, { id }: Tenant, account: Account, password: string) {
  if (account.passwordHash === null || !isOutdated(account.passwordHash)) return
  const { passwordHash } = account
  const renewed = await hashPassword(password)
  await database.tenant(id, tx => new UserStore(tx, id).replaceHash(account.id, passwordHash, renewed))
}
