import type { Transaction } from '@portico/service-kit'
import { BUILT_IN_ROLES, isBuiltIn } from './built-in-roles.ts'

/** What the role allows in this tenant; nothing when there is no such role. */
export async function permissionsOf(
  tx: Transaction,
  tenantId: string,
  role: string,
): Promise<readonly string[]> {
  if (isBuiltIn(role)) return BUILT_IN_ROLES[role].permissions
  const own = await tx.find<{ permissions: string[] }>(
    'select permissions from role where tenant_id = $1 and id = $2',
    [tenantId, role],
  )
  return own?.permissions ?? []
}
