import type { LinkPurpose, LinkView } from '@portico/identity-contract'
import type { Database, Transaction } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { KnownBrowsers } from '../browsers/known-browsers.ts'
import { hashNewPassword } from '../passwords/index.ts'
import { identityProblems } from '../problems/identity-problems.ts'
import { SecondFactorStore } from '../second-factor/second-factor.store.ts'
import { endSessions } from '../sessions/access-changes.ts'
import { auditSubjectOf } from '../users/user.store.ts'
import { hashToken } from './link.store.ts'

interface OpenLink {
  id: string
  purpose: LinkPurpose
  expiresAt: Date
  tenantId: string
  tenantSlug: string
  tenantName: string
  userId: string
  username: string
  displayName: string
}

/** Throws `LINK_INVALID`. */
export async function lookAtLink(database: Database, token: string): Promise<LinkView> {
  const tenantId = await getTenantOf(database, token)
  return database.tenant(tenantId, async tx => toView(await getOpen(tx, tenantId, token)))
}

/**
 * Sets the password, once: of two at the same moment one finds the link used. Every session of the user ends.
 * Throws `LINK_INVALID`, `PASSWORD_REFUSED`.
 */
export async function takeLink(
  database: Database,
  { token, password, address }: { token: string; password: string; address: string | null },
): Promise<LinkView> {
  const tenantId = await getTenantOf(database, token)
  const seen = await database.tenant(tenantId, async tx => ({
    ...(await getOpen(tx, tenantId, token)),
    isOnlyFactor: !(await new SecondFactorStore(tx, tenantId).isRequired()),
  }))
  const names = [seen.username, seen.displayName, seen.tenantSlug, seen.tenantName]
  // No transaction is open here: hashing takes long, and connections are few.
  const passwordHash = await hashNewPassword(password, { names, isOnlyFactor: seen.isOnlyFactor })
  return database.tenant(tenantId, async tx => {
    const link = await getOpen(tx, tenantId, token)
    await tx.run('update password_link set used_at = now() where tenant_id = $1 and id = $2', [
      tenantId,
      link.id,
    ])
    await tx.run(
      `update user_account set password_hash = $3, joined_at = coalesce(joined_at, now()), updated_at = now()
       where tenant_id = $1 and id = $2`,
      [tenantId, link.userId, passwordHash],
    )
    await endSessions(tx, { tenantId, userId: link.userId }, 'PASSWORD_CHANGED')
    await new KnownBrowsers(tx, tenantId).forgetAll(link.userId)
    const user = { id: link.userId, username: link.username, displayName: link.displayName }
    const doer = { tx, tenant: { id: tenantId }, actor: { ...user, address } }
    await audit(doer, link.purpose === 'RESET' ? 'user.password-reset' : 'user.join', auditSubjectOf(user))
    return toView(link)
  })
}

async function getTenantOf(database: Database, token: string): Promise<string> {
  const hash = hashToken(token)
  const row = await database.transaction({ 'portico.link_token': hash }, tx =>
    tx.find<{ tenantId: string }>('select tenant_id as "tenantId" from password_link where token_hash = $1', [
      hash,
    ]),
  )
  if (!row) throw invalid()
  return row.tenantId
}

/** Locked, so that a second use waits and then finds it used. */
async function getOpen(tx: Transaction, tenantId: string, token: string): Promise<OpenLink> {
  const link = await tx.find<OpenLink>(
    `select l.id, l.purpose, l.expires_at as "expiresAt", t.id as "tenantId", t.slug as "tenantSlug",
       t.name as "tenantName", u.id as "userId", u.username, u.display_name as "displayName"
     from password_link l join user_account u on u.tenant_id = l.tenant_id and u.id = l.user_id join tenant t on t.id = l.tenant_id
     where l.tenant_id = $1 and l.token_hash = $2 and l.used_at is null and l.revoked_at is null
       and l.expires_at > now() and u.removed_at is null and u.locked_at is null
     for update of l`,
    [tenantId, hashToken(token)],
  )
  if (!link) throw invalid()
  return link
}

function toView({ purpose, expiresAt, tenantSlug, tenantName, username, displayName }: OpenLink): LinkView {
  return {
    purpose,
    expiresAt: expiresAt.toISOString(),
    tenant: { slug: tenantSlug, name: tenantName },
    user: { username, displayName },
  }
}

function invalid() {
  return identityProblems.LINK_INVALID('Ask for a new link.')
}
