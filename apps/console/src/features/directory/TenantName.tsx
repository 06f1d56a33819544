import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useTenantName } from './tenant-names.ts'

/** A tenant by name, with a way to what the directory knows; by its id until that is known, or when it never will be. */
export function TenantName({ tenantId }: { tenantId: string }): ReactNode {
  const tenant = useTenantName(tenantId)
  if (!tenant) return tenantId
  return (
    <Link to={`/tenants/${encodeURIComponent(tenant.slug)}`} title={tenantId}>
      {tenant.name}
    </Link>
  )
}
