import { createHash, randomBytes } from 'node:crypto'
import type { LinkPurpose, MadeLink } from '@portico/identity-contract'
import { newId, type Transaction } from '@portico/service-kit'
import type { Act } from '../people/act.ts'

/** An invitation waits until its message is read; a reset is done at once. */
const HOURS: Record<LinkPurpose, number> = { INVITATION: 7 * 24, RESET: 24 }
const TOKEN_BYTES = 32

type LinkMaker = Pick<Act, 'tx'> & { tenant: { id: string }; actor: { id: string } }

/** The user's only open link from now on. */
export async function createLink(
  { tx, tenant, actor }: LinkMaker,
  userId: string,
  purpose: LinkPurpose,
  hours: number = HOURS[purpose],
): Promise<MadeLink> {
  await revokeLinks(tx, tenant.id, userId)
  const token = randomBytes(TOKEN_BYTES).toString('base64url')
  const { expiresAt } = await tx.get<{ expiresAt: Date }>(
    `insert into password_link (tenant_id, id, user_id, purpose, token_hash, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, now() + make_interval(hours => $7)) returning expires_at as "expiresAt"`,
    [tenant.id, newId(), userId, purpose, hashToken(token), actor.id, hours],
  )
  return { token, purpose, expiresAt: expiresAt.toISOString() }
}

/** Returns how many were open. */
export function revokeLinks(tx: Transaction, tenantId: string, userId: string): Promise<number> {
  return tx.run(
    `update password_link set revoked_at = now()
     where tenant_id = $1 and user_id = $2 and used_at is null and revoked_at is null`,
    [tenantId, userId],
  )
}

/** It is as random as a key: a hash without salt or cost keeps it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
