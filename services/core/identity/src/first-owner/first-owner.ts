import type { FirstOwner, TenantKind, User } from '@portico/identity-contract'
import { type Database, problems, type Transaction } from '@portico/service-kit'
import { audit } from '../audit/audit.ts'
import { createLink } from '../links/link.store.ts'
import { ownerRolesOf } from '../roles/built-in-roles.ts'
import { auditSubjectOf, createInvited } from '../users/user.store.ts'

/** The link is written to a terminal or a log, which keeps it: a day is enough to use it. */
const LINK_HOURS = 24
/** By what the audit names who did this: no person. */
const ACTOR = { id: 'system', displayName: 'Installation', address: null }

interface WantedOwner {
  username: string
  displayName: string
  /** A new link in place of the one before, which may be lost or over. */
  isAskedAgain: boolean
}

/**
 * How a company gets its first owner without a password that others know: by a one-time link, for as long as no owner of
 * it has joined. Two that ask at the same moment get one link. Throws `NOT_FOUND`.
 */
export function openFirstOwner(
  database: Database,
  tenantId: string,
  wanted: WantedOwner,
): Promise<FirstOwner> {
  return database.tenant(tenantId, async tx => {
    const tenant = await tx.find<{ id: string; kind: TenantKind }>(
      'select id, kind from tenant where id = $1 for no key update',
      [tenantId],
    )
    if (!tenant) throw problems.NOT_FOUND(`No tenant ${tenantId}.`)
    const roles = ownerRolesOf(tenant.kind)
    const found = await findOwner(tx, tenantId, roles)
    if (found?.hasJoined) return { state: 'JOINED', username: found.username, link: null }
    if (found?.hasLink && !wanted.isAskedAgain)
      return { state: 'WAITING', username: found.username, link: null }
    const user = found ?? (await createInvited(tx, tenantId, { ...wanted, role: roles[0] ?? '' }))
    const act = { tx, tenant, actor: ACTOR }
    const link = await createLink(act, user.id, 'INVITATION', LINK_HOURS)
    await audit(act, found ? 'user.link' : 'user.invite', auditSubjectOf(user), {
      expires: { old: null, new: link.expiresAt },
    })
    return { state: 'MADE', username: user.username, link }
  })
}

interface Owner extends User {
  hasJoined: boolean
  /** One that was made and neither used nor revoked; it may have expired. */
  hasLink: boolean
}

/** One who has joined before one who has not. */
function findOwner(tx: Transaction, tenantId: string, roles: readonly string[]): Promise<Owner | null> {
  return tx.find<Owner>(
    `select u.id, u.username, u.display_name as "displayName", u.joined_at is not null as "hasJoined",
       exists (select 1 from password_link l where l.tenant_id = $1 and l.user_id = u.id
         and l.used_at is null and l.revoked_at is null) as "hasLink"
     from user_account u where u.tenant_id = $1 and u.role = any($2) and u.removed_at is null
     order by u.joined_at is null, u.created_at limit 1`,
    [tenantId, roles],
  )
}
