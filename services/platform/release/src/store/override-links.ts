import { problems, type Transaction } from '@portico/service-kit'

/** A link that was made, without the link itself. */
export interface KeptLink {
  id: string
  /** App -> version. */
  apps: Record<string, string>
  tenant: string
  user: string
  reason: string
  createdAt: string
  createdBy: string
  expiresAt: string
  revokedAt: string | null
  revokedBy: string | null
}

interface LinkRow {
  id: string
  apps: Record<string, string>
  tenant: string
  user_name: string
  reason: string
  created_at: Date
  created_by: string
  expires_at: Date
  revoked_at: Date | null
  revoked_by: string | null
}

export type WantedLink = Pick<
  KeptLink,
  'id' | 'apps' | 'tenant' | 'user' | 'reason' | 'createdBy' | 'expiresAt'
>

export async function insertOverrideLink(tx: Transaction, link: WantedLink): Promise<void> {
  const { id, apps, tenant, user, reason, createdBy, expiresAt } = link
  await tx.run(
    `insert into override_link (id, apps, tenant, user_name, reason, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, JSON.stringify(apps), tenant, user, reason, createdBy, expiresAt],
  )
}

/** Those whose time has not run out, the newest first. */
export async function listOpenLinks(
  tx: Transaction,
  { limit, before }: { limit: number; before: string | null },
): Promise<KeptLink[]> {
  const rows = await tx.list<LinkRow>(
    `select * from override_link where expires_at > now() and ($1::text is null or id < $1)
     order by id desc limit $2`,
    [before, limit],
  )
  return rows.map(toLink)
}

/** Locked, however old. Throws NOT_FOUND. */
export async function lockOverrideLink(tx: Transaction, id: string): Promise<KeptLink> {
  const row = await tx.find<LinkRow>('select * from override_link where id = $1 for update', [id])
  if (row) return toLink(row)
  throw problems.NOT_FOUND(`No link ${id}.`)
}

export async function noteLinkRevoked(tx: Transaction, id: string, revokedBy: string): Promise<void> {
  await tx.run('update override_link set revoked_at = now(), revoked_by = $2 where id = $1', [id, revokedBy])
}

/** Ids, of those alone whose time has not run out: no gateway takes the others. */
export async function listRevokedLinks(tx: Transaction): Promise<string[]> {
  const rows = await tx.list<{ id: string }>(
    'select id from override_link where revoked_at is not null and expires_at > now() order by id',
  )
  return rows.map(({ id }) => id)
}

function toLink(row: LinkRow): KeptLink {
  return {
    ...{ id: row.id, apps: row.apps, tenant: row.tenant, user: row.user_name, reason: row.reason },
    ...{ createdAt: row.created_at.toISOString(), createdBy: row.created_by },
    expiresAt: row.expires_at.toISOString(),
    ...{ revokedAt: row.revoked_at?.toISOString() ?? null, revokedBy: row.revoked_by },
  }
}
