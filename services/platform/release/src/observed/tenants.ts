import type { DecisionReason, ReleaseTenant } from '@portico/release'
import type { Transaction } from '@portico/service-kit'

interface TenantRow {
  tenant_id: string
  reason: DecisionReason
  last_seen_at: Date
  position: string
}

/** Those seen last come first. */
export function listTenants(
  tx: Transaction,
  releaseId: string,
  limit: number,
  after: readonly string[] | null,
): Promise<TenantRow[]> {
  return tx.list<TenantRow>(
    `select tenant_id, reason, last_seen_at, last_seen_at::text as position from release_tenant
     where release_id = $1 and is_gray and ($3::timestamptz is null or (last_seen_at, tenant_id) < ($3, $4))
     order by last_seen_at desc, tenant_id desc limit $2`,
    [releaseId, limit, after?.[0] ?? null, after?.[1] ?? null],
  )
}

export function toTenant({ tenant_id, reason, last_seen_at }: TenantRow): ReleaseTenant {
  return { tenantId: tenant_id, reason, lastSeenAt: last_seen_at.toISOString() }
}
