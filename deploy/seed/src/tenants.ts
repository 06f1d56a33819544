import { identityContract, type Tenant, type WantedTenant } from '@portico/identity-contract'
import type { Keyring } from '@portico/release/trust'
import { ServiceClient } from './service-client.ts'

export interface SeedServices {
  /** Base URLs of the services by name. */
  serviceUrls: Record<string, string>
  /** The launcher's: what it signs its calls with. */
  keyring: Keyring
}

/** `createdAt` left out: now. */
export interface TenantSeed extends WantedTenant {
  id: string
}

export function clientOf({ serviceUrls, keyring }: SeedServices, tenantId: string): ServiceClient {
  return new ServiceClient(serviceUrls, keyring, tenantId)
}

/** Whether identity has the tenant. */
export async function hasTenant(services: SeedServices, tenantId: string): Promise<boolean> {
  return (await findTenant(clientOf(services, tenantId), tenantId)) !== null
}

/** Fills the tenant and then makes it, unless it is there. */
export async function seedTenant(
  services: SeedServices,
  tenant: TenantSeed,
  fill: (client: ServiceClient) => Promise<void>,
) {
  const client = clientOf(services, tenant.id)
  const { id, ...body } = tenant
  const found = await findTenant(client, id)
  if (!found) await fill(client)
  // One that was made before tenants had a plan gets it now; its users are left alone.
  if (found?.plan) return
  const wanted = found ? { ...body, users: [] } : body
  await client.call(identityContract, 'putTenant', { params: { id }, body: wanted })
}

function findTenant(client: ServiceClient, id: string): Promise<Tenant | null> {
  return client.find(identityContract, 'getTenant', { params: { id } })
}
