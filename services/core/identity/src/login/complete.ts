import type { Login, Tenant } from '@portico/identity-contract'
import type { Transaction } from '@portico/service-kit'
import { KnownBrowsers } from '../browsers/known-browsers.ts'
import { permissionsOf } from '../roles/roles.ts'
import type { Account } from '../users/user.store.ts'

/** Everything asked for was right: who it is, what they may do, and a browser that is known from now on. */
export async function complete(
  tx: Transaction,
  tenant: Tenant,
  { id, username, displayName, role }: Account,
  browser: string | null,
): Promise<Login> {
  return {
    user: { id, username, displayName },
    tenant,
    roles: [role],
    permissions: [...(await permissionsOf(tx, tenant.id, role))],
    browser: await new KnownBrowsers(tx, tenant.id).keep(id, browser),
  }
}
