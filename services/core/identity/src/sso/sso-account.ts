import type { SsoSettings } from '@portico/identity-contract'
import { newId, type Transaction } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { foldName } from '../login/names.ts'
import { identityProblems } from '../problems/identity-problems.ts'
import type { ProviderUser } from '../providers/provider-client.ts'
import { SsoStore } from '../providers/sso.store.ts'
import { isOwnerRole } from '../roles/built-in-roles.ts'
import { noteAccess } from '../sessions/access-changes.ts'
import { type Account, auditSubjectOf, plainName, UserStore } from '../users/user.store.ts'

const MAX_NAME = 100

interface Arrival {
  tx: Transaction
  tenantId: string
  settings: SsoSettings
  user: ProviderUser
}

/**
 * The account of a person the provider has let in, with the role of the groups: the linked one, else one whose user name
 * is the verified email, else a new one. Never by a name or an unverified email: a user who may choose those at the provider
 * would take an account over. Throws `SSO_NO_ROLE`, `SSO_ACCOUNT_EXISTS`, `USER_LOCKED`, `SSO_REFUSED`.
 */
export async function arrive(arrival: Arrival): Promise<Account> {
  const { tx, tenantId, settings, user } = arrival
  const role = roleOf(settings, user)
  const linked = await new SsoStore(tx, tenantId).findUser(user.issuer, user.subject)
  const users = new UserStore(tx, tenantId)
  const account = linked === null ? await firstArrival(arrival, role) : await users.findAccountById(linked)
  if (!account) throw identityProblems.SSO_REFUSED('Your account here was removed.')
  if (account.isLocked) throw identityProblems.USER_LOCKED('Ask an owner of your company to unlock you.')
  // Groups take the owner role from no user: a mistake in the mapping must not leave a company without one.
  if (account.role === role || isOwnerRole(account.role)) return account
  await changeRole(arrival, account, role)
  return { ...account, role }
}

function roleOf({ roleByGroup, defaultRole }: SsoSettings, { groups }: ProviderUser): string {
  const role = roleByGroup.find(({ group }) => groups.includes(group))?.role ?? defaultRole
  if (role === null) throw identityProblems.SSO_NO_ROLE('None of your groups may log in here.', { groups })
  return role
}

async function firstArrival(arrival: Arrival, role: string): Promise<Account> {
  const { tx, tenantId, user } = arrival
  const known = await findByVerifiedEmail(arrival)
  const id = known?.id ?? (await createUser(arrival, role))
  await new SsoStore(tx, tenantId).link(user.issuer, user.subject, id)
  const account = await new UserStore(tx, tenantId).findAccountById(id)
  if (!account) throw identityProblems.SSO_REFUSED('Your account here was removed.')
  await audit(doerOf(arrival, account), 'user.sso-link', auditSubjectOf(account))
  return account
}

async function findByVerifiedEmail({ tx, tenantId, user }: Arrival): Promise<Account | null> {
  if (user.verifiedEmail === null) return null
  return new UserStore(tx, tenantId).findAccount(foldName(user.verifiedEmail))
}

async function createUser({ tx, tenantId, user }: Arrival, role: string): Promise<string> {
  const username = plainName(user.username ?? user.subject).slice(0, MAX_NAME)
  const id = newId()
  const written = await tx.run(
    `insert into user_account (tenant_id, id, username, display_name, password_hash, role)
     values ($1, $2, $3, $4, null, $5) on conflict do nothing`,
    [tenantId, id, username, (user.displayName ?? username).slice(0, MAX_NAME), role],
  )
  if (written === 1) return id
  throw identityProblems.SSO_ACCOUNT_EXISTS(
    `There is a user ${username} here who is not yet linked with the provider. Ask an owner to rename or remove it.`,
    { username },
  )
}

async function changeRole(arrival: Arrival, account: Account, role: string): Promise<void> {
  const { tx, tenantId } = arrival
  await tx.run('update user_account set role = $3, updated_at = now() where tenant_id = $1 and id = $2', [
    tenantId,
    account.id,
    role,
  ])
  await noteAccess(tx, tenantId, [account.id])
  const change = { role: { old: account.role, new: role } }
  await audit(doerOf(arrival, account), 'user.role', auditSubjectOf(account), change)
}

function doerOf({ tx, tenantId }: Arrival, { id, displayName }: Account) {
  return { tx, tenant: { id: tenantId }, actor: { id, displayName, address: null } }
}
