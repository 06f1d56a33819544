import type { Database } from '@portico/service-kit'
import { isPassword } from '../passwords/index.ts'
import { identityProblems } from '../problems.ts'
import { permissionsOf } from '../roles/roles.ts'
import type { Tenant } from '../tenants/tenant.schema.ts'
import { TenantStore } from '../tenants/tenant.store.ts'
import { type Account, UserStore } from '../users/user.store.ts'
import type { Credentials, Login } from './login.schema.ts'
import { countAttempt, forgetAttempts, throttled } from './login-throttle.ts'

/**
 * Throws `LOGIN_FAILED` alike for an unknown tenant, an unknown user and a wrong password, after the same work;
 * `LOGIN_THROTTLED` when a name failed too often, whether it exists or not; `USER_LOCKED` after the right password.
 */
export async function login(
  database: Database,
  { tenant: slug, username, password }: Credentials,
): Promise<Login> {
  const tenant = await findTenant(database, slug.trim().toLowerCase())
  const account = tenant && (await beginAttempt(database, tenant, username))
  // No transaction is open here: hashing takes long, and connections are few.
  const isRight = await isPassword(password, account?.passwordHash ?? null)
  if (!tenant || !account || !isRight)
    throw identityProblems.LOGIN_FAILED('Check tenant, user name and password.')
  if (account.isLocked) throw identityProblems.USER_LOCKED('Ask an owner of your company to unlock you.')
  const permissions = await database.tenant(tenant.id, async tx => {
    await forgetAttempts(tx, tenant.id, username)
    return permissionsOf(tx, tenant.id, account.role)
  })
  return toLogin(tenant, account, permissions)
}

function findTenant(database: Database, slug: string): Promise<Tenant | null> {
  return database.transaction({ 'portico.login_slug': slug }, tx => new TenantStore(tx).findBySlug(slug))
}

async function beginAttempt(database: Database, { id }: Tenant, username: string): Promise<Account | null> {
  const { retryAfterSeconds, account } = await database.tenant(id, async tx => ({
    retryAfterSeconds: await countAttempt(tx, id, username),
    account: await new UserStore(tx, id).findAccount(username),
  }))
  // Thrown outside the transaction, which must keep the count.
  if (retryAfterSeconds !== null) throw throttled(retryAfterSeconds)
  return account
}

function toLogin(
  tenant: Tenant,
  { id, username, displayName, role }: Account,
  permissions: readonly string[],
): Login {
  return { user: { id, username, displayName }, tenant, roles: [role], permissions: [...permissions] }
}
